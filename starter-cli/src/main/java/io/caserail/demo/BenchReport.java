package io.caserail.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param server which Temporal it ran on
 * @param load the machine's load average, before and after
 * @param scale how much was measured
 * @param beside what the figures are held against
 * @param parts what belongs together
 * @param notes what figures can't say
 */
public record BenchReport(
    String server, String load, String scale, String beside, List<Part> parts, List<String> notes) {
  private static final String BARE =
      "a workflow without an engine that makes the same calls one after another, and for webhooks a"
          + " raw signal.";

  public BenchReport {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /** One that is held against a bare workflow. */
  BenchReport(String server, String load, String scale, List<Part> parts) {
    this(server, load, scale, BARE, parts, List.of());
  }

  /** Whether no goal is missed. */
  public boolean holds() {
    return parts.stream()
        .flatMap(part -> part.rows().stream())
        .noneMatch(row -> Boolean.FALSE.equals(row.reached()));
  }

  /** Figures under one title. */
  public record Part(String title, List<Row> rows) {
    public Part {
      rows = List.copyOf(rows);
    }
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

    /** What it is held against is shown beside it; the goal is for ours alone. */
    Row within(double most) {
      return new Row(what, ours, beside, ratio, "<= " + shown(most), ours <= most);
    }

    static Row of(String what, double ours) {
      return new Row(what, ours, null, null, "", null);
    }

    static Row atMost(String what, double ours, double most) {
      return of(what, ours).within(most);
    }

    static Row beside(String what, double ours, double beside) {
      return new Row(what, ours, beside, ours / beside, "", null);
    }

    /** Both have to be equal. */
    static Row same(String what, double ours, double beside) {
      return new Row(what, ours, beside, null, "the same", ours == beside);
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
