package io.caserail.activities;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.port.ChangeOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of sends in memory; it can be made to refuse. */
public final class SendLines implements ChangeRecord {
  private final List<String> lines = new ArrayList<>();
  private @Nullable RuntimeException broken;

  /** What was noted, oldest first. */
  public List<String> lines() {
    return lines;
  }

  /** From now on nothing can be noted. */
  public void breakWith(RuntimeException cause) {
    broken = cause;
  }

  @Override
  public void beforeSend(String change, ChangeOrder order) {
    note("send " + change + " " + order.object());
  }

  @Override
  public void afterSend(
      String change, ChangeOrder order, String result, String ref, String evidence) {
    note("sent " + change + " " + order.object() + " " + result);
  }

  private void note(String line) {
    if (broken != null) {
      throw broken;
    }
    lines.add(line);
  }
}
