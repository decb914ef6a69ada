package io.caserail.cli;

import io.caserail.contract.Times;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.Row;
import io.caserail.reconcile.StateProof;
import io.caserail.weekly.Page;
import io.caserail.weekly.Page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page of a day's proof says. */
final class ProofPage {
  private ProofPage() {}

  static Page of(Proof proof) {
    List<Section> sections = new ArrayList<>();
    List<List<String>> counts = new ArrayList<>();
    for (StateProof state : proof.states()) {
      counts.add(
          List.of(
              state.state().word(),
              state.system(),
              Integer.toString(state.compared()),
              Integer.toString(state.differed()),
              Integer.toString(state.healed()),
              Integer.toString(state.waiting()),
              Integer.toString(state.handed()),
              Integer.toString(state.untold()),
              state.fault().isEmpty() ? "yes" : "no: " + state.fault()));
    }
    sections.add(
        new Section(
            "Compared",
            List.of(
                "State",
                "Truth",
                "Compared",
                "Differed",
                "Healed",
                "Waiting",
                "Handed",
                "Untold",
                "Proven"),
            counts,
            "Changes from "
                + proof.from()
                + " to "
                + proof.to()
                + ", compared at "
                + proof.at()
                + "; policy "
                + proof.policy()
                + "."));
    for (StateProof state : proof.states()) {
      if (state.differed() > 0) {
        sections.add(
            new Section(
                "Differences of " + state.state().word(),
                List.of("Object", "Of", "Ticket", "Difference", "Truth", "Shown", "Case", "Became"),
                state.rows().stream().map(ProofPage::row).toList(),
                "Acceptable delay "
                    + Times.words(state.delay())
                    + "; what was handed goes to "
                    + state.triage()
                    + untold(state)
                    + "; contract "
                    + state.contract()
                    + "."));
      }
    }
    return new Page("Caserail " + proof.account() + ", proof of " + proof.day(), sections);
  }

  /** Whose ticket nobody knows stands here only. */
  private static String untold(StateProof state) {
    return state.untold() == 0
        ? ""
        : "; nobody was told of " + state.untold() + ", of which no ticket is known";
  }

  private static List<String> row(Row row) {
    return List.of(
        row.ref(),
        row.object(),
        row.ticket(),
        words(row.difference().name()),
        row.truth(),
        words(row.shown()),
        row.caseState(),
        words(row.verdict().name()));
  }

  static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
