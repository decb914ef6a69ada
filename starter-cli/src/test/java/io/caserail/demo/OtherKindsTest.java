package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.EasyPostSandbox;
import io.caserail.sandbox.scim.ScimSandbox;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancellations and verifications from a macro to their end, where names prove nothing. */
final class OtherKindsTest {
  private static final String MIA = "mia@example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Sandbox world;
  private Stage stage;

  @BeforeEach
  void open() {
    world = Sandbox.start(SandboxConfig.defaults());
    stage = Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF);
  }

  @AfterEach
  void close() {
    stage.close();
    world.close();
  }

  @Test
  void a_cancellation_changes_each_system_once_and_every_send_stands_on_record()
      throws IOException, InterruptedException {
    Bought bought = bought();
    long ticket = cancel(bought);

    stage.untilNote(ticket, "Cancellation begun: order " + bought.order());
    assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
    assertThat(count(EasyPostSandbox.SYSTEM, "label.submitted")).isZero();
    assertThat(world.scim().user(bought.access()).active()).isTrue();

    until(() -> count(EasyPostSandbox.SYSTEM, "label.submitted") == 1, "the label is asked back");
    world.easypost().grant(bought.parcel());
    stage.untilState(ticket, "done");

    assertThat(count("company", "order.cancelled")).isEqualTo(1);
    assertThat(count(StripeSandbox.SYSTEM, "subscription.end_scheduled")).isEqualTo(1);
    assertThat(count(StripeSandbox.SYSTEM, "subscription.ended")).isEqualTo(1);
    assertThat(count(EasyPostSandbox.SYSTEM, "label.submitted")).isEqualTo(1);
    assertThat(count(ScimSandbox.SYSTEM, "user.deactivated")).isEqualTo(1);
    assertThat(world.scim().user(bought.access()).active()).isFalse();
    assertThat(recorded("send"))
        .containsExactly(
            "CancelOrder",
            "ScheduleEndOfBilling",
            "VoidLabel",
            "EndBillingNow",
            "RevokeAccess",
            "refund");
    assertThat(world.stripe().paymentsFor(bought.subscription()))
        .singleElement()
        .satisfies(term -> assertThat(world.stripe().moneyMoved(term)).isEqualTo(1990));
    assertThat(recorded("sent")).containsExactlyElementsOf(recorded("send"));
    assertThat(audit()).noneMatch(line -> line.contains("@"));
    assertThat(metrics())
        .contains("system=\"Acme Shop\"", "system=\"EasyPost\"", "system=\"Acme Directory\"")
        .contains("endpoint=\"end_subscription\"");
  }

  @Test
  void a_cancellation_that_is_withdrawn_in_time_is_taken_back_by_the_same_proofs()
      throws IOException {
    Bought bought = bought();
    long ticket = cancel(bought);
    stage.untilNote(ticket, "Cancellation begun: order " + bought.order());

    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");

    assertThat(world.company().order(bought.order()).stage()).isEqualTo(CompanyOrder.Stage.OPEN);
    assertThat(count("company", "order.reopened")).isEqualTo(1);
    assertThat(count(StripeSandbox.SYSTEM, "subscription.end_taken_back")).isEqualTo(1);
    assertThat(count(EasyPostSandbox.SYSTEM, "label.submitted")).isZero();
    assertThat(world.scim().user(bought.access()).active()).isTrue();
    assertThat(recorded("send"))
        .containsExactly("CancelOrder", "ScheduleEndOfBilling", "KeepBilling", "ReopenOrder");
  }

  @Test
  void a_verification_runs_to_its_verdict_and_only_the_company_sees_the_link() throws IOException {
    world.company().add(CompanyAccount.of("acct_1", MIA));
    long ticket = stage.write(MIA);
    world
        .zendesk()
        .agent("Lena")
        .applyMacro(
            ticket,
            "Verification: verify",
            Map.of(
                "Verification account",
                "acct_1",
                "Verification reason",
                "crl_verification_reason_new_customer"));
    until(() -> count("company", "account.invited") == 1, "the customer is invited");

    String link = world.company().openLink("acct_1");
    String session = world.stripe().followLink(link);
    var submitted = world.stripe().submit(session);
    assertThat(submitted.account()).isEqualTo("acct_1");
    until(
        () -> {
          world.clock().advance(Duration.ofSeconds(1));
          world.stripe().catchUp();
          return world.company().account("acct_1").verdict().equals("verified");
        },
        "the account is verified");
    stage.untilState(ticket, "done");

    assertThat(count(StripeSandbox.SYSTEM, "verification.created")).isEqualTo(1);
    assertThat(count("company", "account.invited")).isEqualTo(1);
    assertThat(count("company", "account.decided")).isEqualTo(1);
    until(() -> count(StripeSandbox.SYSTEM, "verification.redacting") == 1, "the erasure is asked");
    until(() -> recordedOrNone("sent").size() == 4, "the last send is on record");
    assertThat(recorded("send"))
        .containsExactly("OpenSession", "InviteToVerify", "ApplyVerdict", "RedactSession");
    assertThat(history(stage.cases().caseId(CaseKind.VERIFICATION, new ObjectId("acct_1"))))
        .contains(session)
        .doesNotContain(link);
    assertThat(String.join(" ", audit())).contains(session).doesNotContain(link);
    assertThat(stage.ticket(ticket).notes().toString()).doesNotContain(link);
  }

  /** An order with a parcel, a subscription and access, placed just now. */
  private record Bought(String order, String subscription, String parcel, String access) {}

  private Bought bought() {
    String customer = world.stripe().customer(MIA).id();
    String subscription = world.stripe().subscription(customer).create().id();
    String parcel = world.easypost().buy("ord_1").id();
    String access = world.scim().addUser("mia").id();
    world
        .company()
        .add(
            world
                .company()
                .order("ord_1", MIA)
                .subscription(subscription)
                .shipment(parcel)
                .access(access));
    return new Bought("ord_1", subscription, parcel, access);
  }

  private long cancel(Bought bought) {
    long ticket = stage.write(MIA);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Cancellation object", bought.order());
    fields.put("Cancellation reason", "crl_cancellation_reason_changed_mind");
    fields.put("Cancellation takes effect", "crl_when_now");
    world.zendesk().agent("Lena").applyMacro(ticket, "Cancellation: cancel", fields);
    return ticket;
  }

  private int count(String system, String kind) {
    return world.books().of(system, kind).size();
  }

  /** The changes and refunds of these lines of the record, oldest first. */
  private List<String> recorded(String event) throws IOException {
    return audit().stream()
        .filter(line -> line.contains("\"event\":\"" + event + "\""))
        .map(
            line ->
                line.contains("\"change\":")
                    ? line.replaceFirst(".*\"change\":\"([A-Za-z]+)\".*", "$1")
                    : "refund")
        .toList();
  }

  private List<String> recordedOrNone(String event) {
    try {
      return recorded(event);
    } catch (IOException e) {
      return List.of();
    }
  }

  private String metrics() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(stage.metrics()).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private List<String> audit() throws IOException {
    return Files.readAllLines(folder.resolve("audit.jsonl"));
  }

  /** All that the history of a case holds, its payloads readable. */
  private String history(String caseId) {
    String json = stage.client().fetchHistory(caseId).toJson(false);
    StringBuilder readable = new StringBuilder(json);
    Matcher payload = Pattern.compile("\"data\": ?\"([A-Za-z0-9+/=]+)\"").matcher(json);
    while (payload.find()) {
      readable.append(
          new String(Base64.getDecoder().decode(payload.group(1)), StandardCharsets.UTF_8));
    }
    return readable.toString();
  }

  private static void until(BooleanSupplier condition, String what) {
    Deadline.within(PATIENCE, condition, () -> what + ": not in time");
  }
}
