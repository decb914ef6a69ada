package io.caserail.cli;

import io.caserail.client.QuarantineSummary;
import java.util.List;

/** Which quarantine entry a person means. */
final class QuarantineEntries {
  static final int MOST = 5_000;

  private QuarantineEntries() {}

  /**
   * The workflow id of the entry: it, or the sender's id of the event, was given.
   *
   * @throws Stopped naming the entries when more than one can be meant
   */
  static String id(Server server, String given) {
    if (given.startsWith("quarantine-")) {
      return given;
    }
    List<String> meant =
        server.cases().quarantine().list(MOST).stream()
            .map(QuarantineSummary::entryId)
            .filter(id -> id.endsWith("-" + given))
            .toList();
    if (meant.size() > 1) {
      throw Stopped.misused(
          given
              + " names more than one entry: "
              + String.join(", ", meant)
              + ". Give one of them.");
    }
    if (meant.isEmpty()) {
      throw Stopped.refused(
          "No open entry is called "
              + given
              + ".\nDo: caserail quarantine list; a closed one wants"
              + " its whole id, quarantine-ACCOUNT-SOURCE-EVENT.");
    }
    return meant.get(0);
  }
}
