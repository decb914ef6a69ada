package io.caserail.worker.provision;

import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import io.caserail.worker.config.KindTags;
import io.caserail.worker.config.ProvisionConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of what was made, as the worker reads them below {@code zendesk} in its file. */
public final class WorkerSection {
  private final Map<String, String> ids;
  private final StringBuilder yaml = new StringBuilder();

  private WorkerSection(Map<String, String> ids) {
    this.ids = ids;
  }

  /**
   * The section's lines.
   *
   * @param ids by key, from {@link Provisioner#ids()}
   */
  public static String of(ProvisionConfig config, Map<String, String> ids) {
    WorkerSection section = new WorkerSection(ids);
    section.shared();
    config.kinds().forEach(section::kind);
    section.controls(config);
    section.outages();
    return section.yaml.toString();
  }

  private void shared() {
    line("sweepView: \"" + ids.getOrDefault(Blueprint.view("not_picked_up"), "") + "\"");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("command", Blueprint.COMMAND);
    fields.put("state", Blueprint.STATE);
    fields.put("waitsFor", Blueprint.WAITS_FOR);
    fields.put("reference", Blueprint.REFERENCE);
    fields.put("byHandReference", Blueprint.BY_HAND);
    fields.put("facts", Blueprint.FACTS);
    line("fields:");
    fields.forEach((name, key) -> id("  ", name, key));
  }

  private void kind(CaseKind kind, KindTags tags) {
    line(Blueprint.word(kind) + ":");
    line("  fields:");
    String object =
        switch (kind) {
          case REFUND, SETTLEMENT -> "payment";
          case CANCELLATION -> "object";
          case VERIFICATION -> "account";
        };
    id("    ", object, Blueprint.object(kind));
    for (String name : new String[] {"amount", "reason", "when"}) {
      id("    ", name, Blueprint.field(kind, name));
    }
    id("    ", "decisionReason", Blueprint.field(kind, "decision_reason"));
    line("  macros:");
    for (CommandKind command : tags.commands().values()) {
      String id = ids.get(Blueprint.macro(kind, command));
      if (id != null) {
        line("    " + Blueprint.word(command) + ": [\"" + id + "\"]");
      }
    }
  }

  /** The ticket is made by a person: its group decides who can pause. */
  private void controls(ProvisionConfig config) {
    line("controls:");
    line(
        config.controls().isEmpty()
            ? "  ticket: ''   # make a ticket for this, in a group of its own, and never solve it"
            : "  ticket: \"" + config.controls() + "\"");
    for (CaseKind kind : config.kinds().keySet()) {
      line("  " + Blueprint.word(kind) + ":");
      for (String what : new String[] {"pause", "resume"}) {
        line("    " + what + ": [\"" + ids.getOrDefault(Blueprint.control(kind, what), "") + "\"]");
      }
    }
  }

  private void outages() {
    line("outages:");
    for (String what : new String[] {"hold", "release"}) {
      line("  " + what + ": [\"" + ids.getOrDefault(Blueprint.outage(what), "") + "\"]");
    }
  }

  private void id(String indent, String name, String key) {
    String id = ids.get(key);
    if (id != null) {
      line(indent + name + ": " + id);
    }
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }
}
