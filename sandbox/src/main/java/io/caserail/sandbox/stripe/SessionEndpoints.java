package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Routes;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Verification sessions:
 *
 * <pre>
 * GET  /v1/identity/verification_sessions              ?client_reference_id &amp;status
 * GET  /v1/identity/verification_sessions/{id}         with a fresh url while it takes input
 * POST /v1/identity/verification_sessions              type, client_reference_id, metadata
 * POST /v1/identity/verification_sessions/{id}/cancel  only while it requires input
 * POST /v1/identity/verification_sessions/{id}/redact  only while it requires input or is verified
 * </pre>
 *
 * @see <a href="https://docs.stripe.com/api/identity/verification_sessions">Stripe: verification
 *     sessions</a>
 */
final class SessionEndpoints {
  private static final String PATH = "/v1/identity/verification_sessions";
  private static final String PERMISSION = "rak_identity_product_write";

  private final Account account;
  private final SessionDesk desk;
  private final SessionJson json;

  SessionEndpoints(Account account, SessionDesk desk, SessionJson json) {
    this.account = account;
    this.desk = desk;
    this.json = json;
  }

  void addTo(Routes routes, StripeApi api) {
    routes
        .get(PATH, api.reading(this::sessions))
        .get(PATH + "/{id}", api.reading(this::session))
        .post(PATH, api.writing(PERMISSION, this::create))
        .post(PATH + "/{id}/cancel", api.writing(PERMISSION, this::cancel))
        .post(PATH + "/{id}/redact", api.writing(PERMISSION, this::redact));
  }

  private ObjectNode session(Call call, Form query) {
    return withLink(desk.find(call.path("id")));
  }

  private ObjectNode sessions(Call call, Form query) {
    ReadEndpoints.allow(query, "client_reference_id", "status");
    Predicate<VerificationSession> wanted =
        s ->
            ReadEndpoints.matches(query, "client_reference_id", String.valueOf(s.account()))
                && ReadEndpoints.matches(query, "status", s.status().wire());
    return ReadEndpoints.page(
        call,
        query,
        "verification_session",
        account.verificationSessions().stream().filter(wanted).toList(),
        VerificationSession::id,
        VerificationSession::created,
        (session, expand) -> json.session(session));
  }

  private ObjectNode create(Call call, Form form, Origin origin) {
    return withLink(desk.create(form, origin));
  }

  private ObjectNode cancel(Call call, Form form, Origin origin) {
    form.allowing(Set.of());
    return json.session(desk.cancel(call.path("id"), origin));
  }

  private ObjectNode redact(Call call, Form form, Origin origin) {
    form.allowing(Set.of());
    return json.session(desk.redact(call.path("id"), origin));
  }

  private ObjectNode withLink(VerificationSession session) {
    ObjectNode node = json.session(session);
    if (session.takesInput()) {
      node.put("client_secret", desk.freshSecret(session));
      node.put("url", desk.freshLink(session));
    }
    return node;
  }
}
