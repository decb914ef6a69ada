package io.caserail.reconcile;

import io.caserail.model.CaseKind;
import java.util.List;
import java.util.Locale;

/** What tickets say where systems, tickets and cases differ. */
public final class ComparisonNotes {
  private ComparisonNotes() {}

  /**
   * Somebody else has changed something.
   *
   * @param system where that was found
   * @param ref what was changed or made
   * @param words the same in a clause
   * @param owner who decides about it, as the contract says it
   */
  public static List<String> foreign(
      CaseKind kind, String system, String ref, String words, String owner) {
    return switch (kind) {
      case REFUND, SETTLEMENT ->
          List.of(
              "Refund not made by Caserail: " + words + " (" + ref + "), found in " + system + ".",
              "Customer: was told nothing about it by Caserail.",
              "Owner: " + owner,
              "Do now: find out who made it. If it is what was asked for here and a case still"
                  + " waits, macro Refund: I did it by hand, with its number in By-hand"
                  + " reference.",
              "Do not: repeat it, in " + system + " or by macro, until the owner has said so.");
      case CANCELLATION ->
          List.of(
              "Cancellation not made by Caserail: " + words + ", found in " + system + ".",
              "Customer: was told nothing about it by Caserail.",
              "Owner: " + owner,
              "Do now: find out who made it. If it is what was asked for here and a case still"
                  + " waits, macro Cancellation: I did it by hand.",
              "Do not: resume it before you know.");
      case VERIFICATION ->
          List.of(
              "Verification not opened by Caserail: " + words + ", found in " + system + ".",
              "Customer: was told nothing about it by Caserail.",
              "Owner: " + owner,
              "Do now: find out who opened it; its verdict is not put on the account from here.",
              "Do not: go by it before you know.");
    };
  }

  /**
   * The truth, the ticket and the case do not agree.
   *
   * @param owner whose word counts, as the contract says it
   */
  public static List<String> differ(
      Truth truth, Standing standing, Difference difference, String owner) {
    if (difference == Difference.NOT_ERASED) {
      return List.of(
          "Systems disagree: what the customer showed in "
              + truth.words()
              + " is not erased, and no case works at it.",
          "Customer: nothing changes for them.",
          "Owner: " + owner,
          "Do now: macro Verification: verify again, the fields as they were: it has it erased.",
          "Do not: say that it is erased before this ticket says so.");
    }
    String what = (truth.kind() == CaseKind.REFUND ? "refund of " : "") + truth.words();
    String number = truth.kind() == CaseKind.REFUND ? " (" + truth.ref() + ")" : "";
    String status = truth.status().replace('_', ' ');
    String ticket =
        standing.ticket() == null
            ? "nothing of it"
            : standing.ticket().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String happened =
        switch (difference) {
          case DOUBLED ->
              "Systems disagree: this request has made more than one refund: "
                  + what
                  + number
                  + ".";
          case REVERSED ->
              "Systems disagree: "
                  + what
                  + " is "
                  + status
                  + " again, though this ticket says done.";
          default ->
              "Systems disagree: "
                  + what
                  + number
                  + " is "
                  + status
                  + "; this ticket shows "
                  + ticket
                  + (standing.open()
                      ? ", and the case that works at it has not changed that."
                      : ", and no case works at it.");
        };
    return List.of(
        happened,
        "Customer: tell nothing new about it before that is settled.",
        "Owner: " + owner,
        "Do now: the owner looks at " + truth.ref() + ", and says here what holds.",
        "Do not: do it again, here or there, before that.");
  }
}
