package io.caserail.demo;

import io.caserail.demo.Claims.Said;
import io.caserail.sandbox.core.BookEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What we claim in tickets, to colleagues, to customers and in our fields, each held against the
 * books as they stood when it was written. A note that begins as none of ours does is no claim that
 * could be held against anything, and is found too. What agents write is theirs.
 */
final class NoteClaims {
  private static final String US = "Caserail";
  private static final String ON_ITS_WAY = " is on its way: our payment provider has accepted it.";

  /** How a note may begin after these says the same of a wait that goes on. */
  private static final Pattern GOES_ON = Pattern.compile("^(Reminder|Late): ");

  /** The first lines that the notes of cases, watches and controls have. */
  private static final Pattern KNOWN =
      Pattern.compile(
          Stream.of(
                  "Refund (sent|final|not made|not made by Caserail|is late|is not final yet): .+",
                  "Refund accepted by .+, not finished yet: .+",
                  "Refund (failed after it was accepted|that failed was sent again): .+",
                  "Refund failed and was .+: .+",
                  "Refund .+ (in doubt|is not sent yet|waits): .+",
                  "Paid another way: .+",
                  "Change made: .+",
                  "Approval needed: .+",
                  "Review needed: .+",
                  "Cancellation (begun|done|not made|not made by Caserail|taken back): .+",
                  "Cancellation of .+ goes on: billing ends with the term, on .+",
                  "Cancellation of .+ in doubt at \".+\": .+",
                  "(Taking back the c|C)ancellation of .+ waits( at \".+\"| for the goods)?: .+",
                  "Cancellation of .+ No carrier can be asked by Caserail\\.",
                  "Customer invited: .+",
                  "(Verified|Verified already|Not verified|Not verified yet): .+",
                  "(Erased|Not erased|Not erased yet): .+",
                  "Erasure .+: .+ has not confirmed it for .+",
                  "Not put on the account: .+",
                  "No verdict (yet: .+|on .+: .+)",
                  "Verification of .+ (waits|in doubt): .+",
                  "Verification not opened by Caserail: .+",
                  "(Request|Approval|Refusal|Macro) by .+ not counted: .+",
                  "Corrected by .+: .+ instead of .+",
                  "Correction by .+ waits: .+ instead of .+",
                  "(Refund|Cancellation|Verification): nothing of this ticket is under way\\.",
                  "(Refund|Cancellation|Verification): Caserail is working on it\\.",
                  "(Refund|Cancellation|Verification) waits: .+ Owner: .+",
                  "(Refund|Cancellation|Verification) waits for another .+ Owner: Caserail\\.",
                  "(Refund|Cancellation|Verification|Settlement of refund) .*its case (was|has) .+",
                  "(Refund|Cancellation|Verification|Settlement of refund) .+ has stood still since .+",
                  "(Refund|Cancellation|Verification|Settlement of refund) .+ goes on again; .+",
                  "Systems disagree: .+",
                  "This continues ticket .+, which is closed: .+",
                  "(Refunds|Cancellations|Verifications) .*(paused|resumed|go on).*",
                  ".+ (has been away since|has been back since|answers, but has not accepted) .+")
              .collect(Collectors.joining("|")));

  private static final Pattern AMOUNT = Pattern.compile("\\d+\\.\\d\\d EUR");

  private final RefundClaims refunds = new RefundClaims();
  private final List<Claims> kinds =
      List.of(refunds, new CancellationClaims(refunds), new VerificationClaims());
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> references = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();

  private NoteClaims() {}

  /** The comments and fields that claimed what was not so when they were written. */
  static List<String> ahead(List<BookEntry> books) {
    NoteClaims claims = new NoteClaims();
    books.forEach(claims::read);
    return claims.wrong;
  }

  private void read(BookEntry entry) {
    kinds.forEach(kind -> kind.learn(entry));
    if (!entry.details().getOrDefault("author", "").equals(US)) {
      return;
    }
    if (entry.kind().equals("ticket.changed") || entry.kind().equals("ticket.created")) {
      judge(entry, fields(entry));
    } else if (entry.kind().equals("ticket.comment")) {
      boolean isPublic = entry.details().getOrDefault("public", "").equals("true");
      judge(entry, isPublic ? toCustomer(entry) : toColleagues(entry));
    }
  }

  private void judge(BookEntry entry, @Nullable String objection) {
    if (objection != null) {
      String said = entry.kind().equals("ticket.comment") ? line(entry, 0) : "" + entry.details();
      wrong.add("ticket " + entry.object() + " said: " + said + " But " + objection);
    }
  }

  private @Nullable String toColleagues(BookEntry entry) {
    String first = GOES_ON.matcher(line(entry, 0)).replaceFirst("");
    if (!KNOWN.matcher(first).matches()) {
      return "no note begins like that";
    }
    Said said = new Said(entry.object(), first, line(entry, 1));
    boolean isTold = said.customer().startsWith("Customer: told above");
    return Stream.concat(
            kinds.stream().map(kind -> kind.objection(said)),
            Stream.of(
                isTold && !told.contains(entry.object() + " " + amount(said.happened()))
                    ? "the customer was told nothing"
                    : null))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String toCustomer(BookEntry entry) {
    String text = line(entry, 0);
    told.add(entry.object() + " " + amount(text));
    return text.contains(ON_ITS_WAY) ? refunds.unpaid(entry.object(), text) : null;
  }

  /** What our fields show together: a reference that is there, and a state that is true of it. */
  private @Nullable String fields(BookEntry entry) {
    String ticket = entry.object();
    learn(entry, "Caserail state", states);
    learn(entry, "Caserail reference", references);
    String reference = references.getOrDefault(ticket, "");
    if (!reference.startsWith("re_")) {
      return null;
    }
    return switch (states.getOrDefault(ticket, "")) {
      case "crl_state_done" -> refunds.standing(reference);
      case "crl_state_failed" -> refunds.about(reference, "failed", "canceled");
      default -> refunds.hold(reference) ? null : "there was no " + reference;
    };
  }

  private static void learn(BookEntry entry, String field, Map<String, String> into) {
    String change = entry.details().getOrDefault(field, "");
    if (change.contains(" -> ")) {
      into.put(entry.object(), change.substring(change.indexOf(" -> ") + 4));
    }
  }

  private static String amount(String said) {
    Matcher amount = AMOUNT.matcher(said);
    return amount.find() ? amount.group() : "";
  }

  private static String line(BookEntry entry, int index) {
    return entry.details().getOrDefault("body", "").lines().skip(index).findFirst().orElse("");
  }
}
