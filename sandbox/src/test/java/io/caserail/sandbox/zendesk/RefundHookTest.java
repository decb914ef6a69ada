package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.hook.HookAttempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundHookTest {
  private final HookInbox inbox = new HookInbox();
  private final RunningZendesk zendesk =
      new RunningZendesk(ZendeskConfig.defaults().hookTarget(inbox.url()));

  RefundHookTest() throws IOException {}

  @AfterEach
  void close() {
    zendesk.close();
    inbox.close();
  }

  private long ask() {
    long ticket = zendesk.ticket();
    zendesk
        .sandbox()
        .agent("Lena")
        .applyMacro(ticket, "Refund: send", Map.of("Refund payment", "pi_3Abc"));
    return ticket;
  }

  private void awaitQuiet() throws InterruptedException {
    assertThat(zendesk.surroundings().webhooks().awaitIdle(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void a_command_is_announced_once_with_the_vendors_headers_and_signature() throws Exception {
    long ticket = ask();
    awaitQuiet();

    assertThat(inbox.received()).hasSize(1);
    HookInbox.Received hook = inbox.received().get(0);
    assertThat(hook.text())
        .isEqualTo("{\"kind\":\"refund\",\"ticket\":\"" + ticket + "\",\"object\":\"pi_3Abc\"}");
    String timestamp = hook.header("x-zendesk-webhook-signature-timestamp");
    assertThat(timestamp).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(hook.header("x-zendesk-webhook-signature"))
        .isEqualTo(sign(zendesk.sandbox().address().webhookSecret(), timestamp + hook.text()));
    assertThat(hook.header("x-zendesk-webhook-id")).isEqualTo(zendesk.sandbox().world().webhook());
    assertThat(hook.header("x-zendesk-account-id")).isNotEmpty();
    assertThat(hook.header("x-zendesk-webhook-invocation-id")).isNotEmpty();
  }

  @Test
  void a_command_of_each_kind_is_announced_with_its_own_object() throws Exception {
    long ticket = ask();

    zendesk
        .sandbox()
        .agent("Lena")
        .applyMacro(ticket, "Cancellation: cancel", Map.of("Cancellation object", "ord_1001"))
        .applyMacro(ticket, "Verification: verify", Map.of("Verification account", "acct_7"));
    awaitQuiet();

    assertThat(inbox.received().stream().map(HookInbox.Received::text))
        .containsExactlyInAnyOrder(
            hook("refund", ticket, "pi_3Abc"),
            hook("cancellation", ticket, "ord_1001"),
            hook("verification", ticket, "acct_7"));
  }

  private static String hook(String kind, long ticket, String object) {
    return "{\"kind\":\""
        + kind
        + "\",\"ticket\":\""
        + ticket
        + "\",\"object\":\""
        + object
        + "\"}";
  }

  private static String sign(String secret, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void what_the_integration_writes_itself_is_not_announced() throws Exception {
    long ticket = zendesk.ticket();

    zendesk.put(
        "/api/v2/tickets/" + ticket,
        "{\"ticket\":{\"custom_fields\":[{\"id\":"
            + zendesk.field("action")
            + ",\"value\":\"crl_do_refund_send\"}]}}");
    awaitQuiet();

    assertThat(inbox.received()).isEmpty();
  }

  @Test
  void other_updates_and_the_same_macro_again_are_not_announced() throws Exception {
    long ticket = ask();
    zendesk.sandbox().agent("Omar").applyMacro(ticket, "Refund: send");
    zendesk.sandbox().agent("Lena").comment(ticket, "waiting", false);
    awaitQuiet();

    assertThat(inbox.received()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"409,'',4", "500,'',1", "503,'',1", "503,10,2", "503,60,1", "429,5,2", "400,'',1"})
  void the_retry_table_is_the_vendors(int status, String retryAfter, int attempts)
      throws Exception {
    int refusals = status == 409 ? 9 : 1;
    for (int i = 0; i < refusals; i++) {
      inbox.refuse(status);
    }
    inbox.askToWait(retryAfter);

    ask();
    awaitQuiet();

    assertThat(inbox.received()).hasSize(attempts);
    assertThat(zendesk.surroundings().webhooks().attempts())
        .extracting(HookAttempt::id)
        .containsOnly(inbox.received().get(0).header("x-zendesk-webhook-invocation-id"));
  }

  @Test
  void a_webhook_can_be_dropped() throws Exception {
    ActiveFault fault = zendesk.surroundings().faults().add(Fault.webhook("zendesk").dropped());

    ask();
    awaitQuiet();

    assertThat(inbox.received()).isEmpty();
    assertThat(fault.hits()).isEqualTo(1);
  }

  @Test
  void a_webhook_can_be_doubled() throws Exception {
    zendesk.surroundings().faults().add(Fault.webhook("zendesk").doubled());

    ask();
    awaitQuiet();

    assertThat(inbox.received()).hasSize(2);
  }

  @Test
  void a_webhook_can_come_late() throws Exception {
    zendesk.surroundings().faults().add(Fault.webhook("zendesk").delayed(Duration.ofMillis(150)));

    long start = System.nanoTime();
    ask();
    awaitQuiet();

    assertThat(inbox.received()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void a_webhook_can_be_overtaken_by_the_next() throws Exception {
    zendesk.surroundings().faults().add(Fault.webhook("zendesk").reordered());

    long first = ask();
    long second = ask();
    awaitQuiet();

    assertThat(inbox.received())
        .extracting(h -> Json.parse(h.body()).path("ticket").asLong())
        .containsExactly(second, first);
  }
}
