package io.caserail.demo;

import java.util.Arrays;
import java.util.List;

/** Sorted measurements. */
final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Some measurements.
   *
   * @throws IllegalArgumentException when there are none
   */
  static Samples of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  double median() {
    return quantile(0.5);
  }

  /** The smallest measurement that at least this part does not exceed. */
  double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
