package io.caserail.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a second look has found.
 *
 * @param stopped why nothing may be sent, a {@link Outcome.Kind#STOPPED}; null when it may
 * @param grants the yeses that count by a grant only, for the record: {@code 8 stands in for
 *     approver until 3 Jan 2027}
 */
public record Clearing(@Nullable Outcome stopped, List<String> grants) {
  /** It may be sent, and everybody has their roles by themselves. */
  public static final Clearing GO = new Clearing(null, List.of());

  public Clearing {
    grants = List.copyOf(grants);
  }

  public static Clearing stopped(Outcome no) {
    return new Clearing(no, List.of());
  }
}
