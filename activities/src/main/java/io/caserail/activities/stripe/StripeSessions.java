package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.model.ObjectId;
import io.caserail.port.ChangeOrder;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The sessions that Stripe holds for an account. Whoever clears the changes of a request reads here
 * which sessions are its own, and what Stripe says of them. They are listed by their {@code
 * client_reference_id}; by metadata Stripe does not search them, so whose they are is read here.
 *
 * @see <a href="https://docs.stripe.com/api/identity/verification_sessions/list">Stripe: list
 *     verification sessions</a>
 */
public final class StripeSessions {
  static final String PATH = "identity/verification_sessions";

  private final StripeClient client;

  public StripeSessions(StripeClient client) {
    this.client = client;
  }

  /**
   * The sessions of the order's account that its request has opened, whatever became of them; one
   * that is erased is not known again.
   *
   * @throws ApplicationFailure as the activities throw it
   */
  public List<OpenedSession> openedBy(ChangeOrder order) {
    return of(order.object()).stream()
        .filter(s -> s.isOfRequest(order.attempt()))
        .map(
            s ->
                new OpenedSession(s.id(), s.status() == StripeSession.Status.VERIFIED, s.created()))
        .toList();
  }

  /** Those of the order's account and request that still stand, the oldest first. */
  List<StripeSession> standing(ChangeOrder order) {
    return standing(order, of(order.object()));
  }

  /** The same of what was listed, which begins with the newest. */
  static List<StripeSession> standing(ChangeOrder order, List<StripeSession> listed) {
    List<StripeSession> standing =
        new ArrayList<>(
            listed.stream().filter(s -> s.isOfRequest(order.attempt()) && s.isStanding()).toList());
    Collections.reverse(standing);
    return standing;
  }

  List<StripeSession> of(ObjectId account) {
    return client.all(PATH, Map.of("client_reference_id", account.value())).stream()
        .map(this::read)
        .toList();
  }

  StripeSession read(Doc session) {
    client.requireMode(session);
    return StripeSession.read(session);
  }
}
