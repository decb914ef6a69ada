package io.caserail.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param server which Temporal it ran on
 * @param load the machine's load average, before and after
 * @param plan how much
 * @param rows one per figure
 */
public record BenchReport(String server, String load, BenchPlan plan, List<Row> rows) {
  public BenchReport {
    rows = List.copyOf(rows);
  }

  /**
   * One figure.
   *
   * @param what it is, with its unit
   * @param ours Caserail's
   * @param beside what it is held against; null for nothing
   * @param ratio ours by the other
   * @param goal in words; empty for none
   * @param reached whether the goal was; null without one
   */
  public record Row(
      String what,
      double ours,
      @Nullable Double beside,
      @Nullable Double ratio,
      String goal,
      @Nullable Boolean reached) {

    static Row of(String what, double ours) {
      return new Row(what, ours, null, null, "", null);
    }

    static Row atMost(String what, double ours, double most) {
      return new Row(what, ours, null, null, "<= " + shown(most), ours <= most);
    }

    static Row beside(String what, double ours, double beside) {
      return new Row(what, ours, beside, ours / beside, "", null);
    }

    Row ratioAtLeast(double least) {
      return new Row(
          what, ours, beside, ratio, ">= " + shown(least), ratio != null && ratio >= least);
    }

    Row ratioAtMost(double most) {
      return new Row(
          what, ours, beside, ratio, "<= " + shown(most), ratio != null && ratio <= most);
    }

    private static String shown(double number) {
      return number == Math.rint(number) ? "" + (long) number : "" + number;
    }
  }
}
