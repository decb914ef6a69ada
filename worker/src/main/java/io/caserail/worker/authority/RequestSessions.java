package io.caserail.worker.authority;

import io.caserail.activities.stripe.OpenedSession;
import io.caserail.port.ChangeOrder;
import io.caserail.port.CommandKind;
import io.caserail.verification.VerificationRules;
import io.caserail.worker.authority.ChangeTest.Refusal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a verification's own request has opened at the provider, read there right
 * before something is done about one, or because of one: a forged order could name somebody else's,
 * or a verdict that nobody gave.
 */
public final class RequestSessions {
  private final Function<ChangeOrder, List<OpenedSession>> sessions;
  private final List<String> reviewAlways;

  /**
   * Sessions.
   *
   * @param sessions those of the order's account and request
   * @param reviewAlways reasons for which people have the last word, whatever the provider says
   */
  public RequestSessions(
      Function<ChangeOrder, List<OpenedSession>> sessions, List<String> reviewAlways) {
    this.sessions = sessions;
    this.reviewAlways = List.copyOf(reviewAlways);
  }

  /** What may be changed at the provider: a session is opened, or one of the request's is ended. */
  public ChangeTest session() {
    return change -> {
      Refusal other = ChangeTest.ITSELF.refusal(change);
      if (other != null || change.order().value().isEmpty()) {
        return other;
      }
      return foreign(change);
    };
  }

  /**
   * What may be changed at the account: the customer is invited to one of the request's sessions,
   * or gets the verdict that the provider or a person's review has given.
   */
  public ChangeTest account() {
    return change -> {
      Refusal other = ChangeTest.ITSELF.refusal(change);
      if (other != null) {
        return other;
      }
      return switch (change.order().value()) {
        case VerificationRules.VERIFIED -> unproven(change, CommandKind.APPROVE);
        case VerificationRules.NOT_VERIFIED -> unproven(change, CommandKind.REFUSE);
        default -> foreign(change);
      };
    };
  }

  private @Nullable Refusal foreign(ProvenChange change) {
    String named = change.order().value();
    return sessions.apply(change.order()).stream().anyMatch(seen -> seen.id().equals(named))
        ? null
        : new Refusal(StopCode.NOT_ITS_PART, "the session is none of this request's");
  }

  /**
   * A person's word counts as a review only after a session was opened: what they agreed to before
   * was that the customer is asked.
   */
  private @Nullable Refusal unproven(ProvenChange change, CommandKind said) {
    List<OpenedSession> seen = sessions.apply(change.order());
    boolean reviewed =
        change.decisions().stream()
            .anyMatch(d -> d.says(said) && seen.stream().anyMatch(s -> d.at().isAfter(s.opened())));
    boolean verified =
        said == CommandKind.APPROVE
            && !reviewAlways.contains(change.reason())
            && seen.stream().anyMatch(OpenedSession::verified);
    return reviewed || verified
        ? null
        : new Refusal(
            StopCode.VERDICT_NOT_PROVEN,
            "neither the provider nor a person's review says " + words(change.order().value()));
  }

  private static String words(String verdict) {
    return verdict.replace('_', ' ');
  }
}
