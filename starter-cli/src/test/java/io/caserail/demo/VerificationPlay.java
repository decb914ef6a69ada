package io.caserail.demo;

import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.RequestView;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.stripe.SessionError;
import io.caserail.sandbox.stripe.SessionStatus;
import io.caserail.sandbox.stripe.VerificationSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A verification, played once. */
final class VerificationPlay extends Play {
  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

  private final VerificationPath path;
  private int visits;

  VerificationPlay(Stage stage, VerificationPath path, String customer) {
    super(stage, customer, open(stage, customer));
    this.path = path;
  }

  private static String open(Stage stage, String customer) {
    String account = "acct_" + NUMBERS.incrementAndGet();
    var unused = stage.sandbox().company().add(CompanyAccount.of(account, customer));
    return account;
  }

  @Override
  long ask(String email) {
    long ticket = stage().write(email);
    stage()
        .verify(
            "Lena",
            ticket,
            object(),
            path == VerificationPath.REVIEWED ? "suspicious_login" : "new_customer");
    return ticket;
  }

  @Override
  List<String> cases() {
    return List.of(stage().cases().caseId(CaseKind.VERIFICATION, new ObjectId(object())));
  }

  /** The customer follows each link that they are sent; the provider judges and erases at once. */
  @Override
  void meanwhile(String state) {
    if (path != VerificationPath.WITHDRAWN) {
      visit();
    }
    world().stripe().finishChecks();
  }

  private void visit() {
    if (path == VerificationPath.REVIEWED && wasOpenedThisSecond()) {
      // Whoever reviews in the very second in which the session was opened is not believed.
      return;
    }
    String session;
    try {
      session = world().stripe().followLink(world().company().openLink(object()));
    } catch (IllegalStateException | IllegalArgumentException notInvitedOrUsed) {
      return;
    }
    if (visits++ == 0 && path == VerificationPath.SECOND_TRY) {
      var unused = world().stripe().submitBadly(session, SessionError.DOCUMENT_EXPIRED);
    } else {
      var unused = world().stripe().submit(session);
    }
  }

  @Override
  @Nullable DecisionKind wish(Block block) {
    return path == VerificationPath.WITHDRAWN && block.step().equals("wait")
        ? DecisionKind.WITHDRAW
        : null;
  }

  @Override
  String macro(DecisionKind kind) {
    return switch (kind) {
      case CHECKED_FOUND -> "Verification: I checked: found";
      case CHECKED_NONE -> "Verification: I checked: none";
      default -> "Verification: " + Lead.words(kind);
    };
  }

  @Override
  String doByHand(Block block) {
    switch (block.step()) {
      case "apply" -> {
        var unused =
            world()
                .company()
                .add(
                    new CompanyAccount(
                        object(), world().company().account(object()).email(), "verified"));
        return "by hand";
      }
      case "erase", "erased" -> {
        for (VerificationSession session : sessions()) {
          if (session.redaction() == null) {
            var unused = world().stripe().redactByHand(session.id());
          }
        }
        return "by hand";
      }
      default -> {
        // An invitation can't be sent by hand: nobody but the account system has the link.
        return "";
      }
    }
  }

  @Override
  Optional<String> find(Block block) {
    return block.step().equals("open")
        ? sessions().stream().map(VerificationSession::id).findFirst()
        : Optional.empty();
  }

  @Override
  boolean owns(BookEntry entry) {
    return entry.object().equals(Long.toString(ticket()))
        || entry.object().equals(object())
        || object().equals(entry.details().get("client_reference_id"))
        || (entry.kind().equals("verification.redacted") && isOurs(entry.object()));
  }

  /** Of an erased session the books name no account any more. */
  private boolean isOurs(String session) {
    return opened().stream().anyMatch(entry -> entry.object().equals(session));
  }

  @Override
  List<String> violations(RequestView request, CaseRecords records, List<BookEntry> books) {
    List<String> wrong = new ArrayList<>();
    String verdict = world().company().account(object()).verdict();
    boolean done = request.status() == CaseStatus.COMPLETED;
    if (!verdict.equals(done ? "verified" : "")) {
      wrong.add("it is " + request.status() + ", and the account is '" + verdict + "'");
    }
    if (books.stream().filter(e -> e.kind().equals("account.decided")).count() > 1) {
      wrong.add("the account was decided about more than once");
    }
    wrong.addAll(sessionsLeft());
    return wrong;
  }

  private boolean wasOpenedThisSecond() {
    long now = world().clock().instant().getEpochSecond();
    return opened().stream().anyMatch(entry -> entry.at().getEpochSecond() >= now);
  }

  /** The sessions that are left as they were. */
  List<String> sessionsLeft() {
    List<String> wrong = new ArrayList<>();
    for (VerificationSession session : sessions()) {
      if (session.redaction() == null && session.status() != SessionStatus.CANCELED) {
        wrong.add(
            "session " + session.id() + " is " + session.status() + ", neither closed nor erased");
      }
    }
    return wrong;
  }

  private List<VerificationSession> sessions() {
    Set<String> ids = new TreeSet<>();
    opened().forEach(entry -> ids.add(entry.object()));
    return ids.stream().map(world().stripe()::verificationSession).toList();
  }

  private List<BookEntry> opened() {
    return world().books().of("stripe", "verification.created").stream()
        .filter(entry -> object().equals(entry.details().get("client_reference_id")))
        .toList();
  }

  private Sandbox world() {
    return stage().sandbox();
  }
}
