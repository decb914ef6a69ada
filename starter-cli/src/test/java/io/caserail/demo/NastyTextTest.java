package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.Senders;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.TicketField;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskLimits;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.worker.config.Trust;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Text that people put into names and fields, wherever it comes out again: notes, what customers
 * are told, all that Temporal shows, logs, terminal, JSON, the record, metrics. No command writes
 * CSV.
 */
final class NastyTextTest {
  private static final String IVO = "ivo@example.com";
  private static final String MARK = "Qx7Zk";

  @TempDir Path folder;
  private Sandbox world;
  private Stage stage;
  private ZendeskSandbox zendesk;
  private LogWatch logs;

  @BeforeEach
  void open() {
    logs = LogWatch.begin();
    world =
        Sandbox.start(
            SandboxConfig.defaults()
                .zendesk(ZendeskConfig.defaults().limits(ZendeskLimits.none())));
    stage = Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.LOCAL);
    zendesk = world.zendesk();
  }

  @AfterEach
  void close() throws IOException {
    logs.close();
    stage.close();
    world.close();
    Path record = folder.resolve("audit.jsonl");
    if (Files.exists(record)) {
      NastyText.requirePlain(Files.readString(record));
    }
    assertThat(logs.lines()).isNotEmpty().allSatisfy(NastyText::requirePlain);
  }

  /** One ticket in which something nasty was written. */
  private record Written(String text, long ticket, String payment) {}

  @Test
  void the_name_of_a_requester_is_harmless_wherever_it_is_shown() {
    List<Written> all = new ArrayList<>();
    for (String name : NastyText.all()) {
      String payment = stage.payment("180.00", IVO);
      long ticket = stage.write(IVO);
      zendesk
          .hire(name, "Refund requesters")
          .applyMacro(ticket, "Refund: send", values(payment, "180"));
      all.add(new Written(name, ticket, payment));
    }

    for (Written one : all) {
      stage.untilNote(one.ticket(), "Approval needed: 180.00 EUR");
      requireHarmless(one);
    }
    requireUnexpanded(all.get(0), "Asked by { {ticket.requester.email}}: not received.");
    NastyText.requirePlain(type("case", "list"));
    NastyText.requirePlain(type("case", "list", "--output", "json"));
    NastyText.requirePlain(metrics());
    assertThat(logs.lines()).noneMatch(line -> line.contains("evil"));
  }

  @Test
  void the_name_of_somebody_who_does_not_count_is_harmless_in_the_answer() {
    List<Written> all = new ArrayList<>();
    for (String name : NastyText.all()) {
      String payment = stage.payment("20.00", IVO);
      long ticket = stage.write(IVO);
      zendesk.hire(name, "Operators").applyMacro(ticket, "Refund: send", values(payment, "20"));
      all.add(new Written(name, ticket, payment));
    }

    for (Written one : all) {
      stage.untilNote(one.ticket(), "not counted: that takes the role requester");
      requireHarmless(one);
    }
  }

  @Test
  void a_by_hand_reference_is_harmless_in_note_record_and_details() {
    String payment = stage.payment("3000.00", IVO);
    long ticket = stage.ask("Lena", IVO, payment, "");
    stage.untilState(ticket, "needs_person");
    int asked = stage.ticket(ticket).internalNotes().size();

    for (String reference : NastyText.all()) {
      zendesk
          .agent("Ana")
          .applyMacro(ticket, "Refund: I did it by hand", Map.of("By-hand reference", reference));
      int before = asked++;
      Deadline.within(
          Duration.ofSeconds(20),
          () -> stage.ticket(ticket).internalNotes().size() > before,
          () -> "one more note should answer: " + stage.ticket(ticket).internalNotes());
      requireHarmless(new Written(reference, ticket, payment));
    }
    stage.untilNote(ticket, "Refund 3000.00 EUR waits: Stripe has no refund of this number.");
    NastyText.requirePlain(metrics());
    assertThat(logs.lines()).noneMatch(line -> line.contains("evil"));
    assertThat(stage.moved(payment)).isEqualTo("0.00");
  }

  @Test
  void a_payment_field_that_takes_anything_names_no_payment() {
    long field = zendesk.field("Refund payment").id();
    zendesk.configure(TicketField.text(field, "Refund payment"));
    List<Written> all = new ArrayList<>();
    for (String text : NastyText.all()) {
      long ticket = stage.write(IVO);
      zendesk.agent("Lena").applyMacro(ticket, "Refund: send", values(text, "20"));
      all.add(new Written(text, ticket, "ticket-" + ticket));
    }

    for (Written one : all) {
      stage.untilNote(one.ticket(), "Refund payment does not hold a payment's number.");
      requireHarmless(one);
    }
    assertThat(world.books().of("stripe", "refund.created")).isEmpty();
  }

  @Test
  void an_amount_field_that_takes_anything_is_no_amount() {
    long field = zendesk.field("Refund amount").id();
    zendesk.configure(TicketField.text(field, "Refund amount"));
    List<Written> all = new ArrayList<>();
    for (String text : NastyText.all()) {
      String payment = stage.payment("20.00", IVO);
      long ticket = stage.write(IVO);
      zendesk.agent("Lena").applyMacro(ticket, "Refund: send", values(payment, text));
      all.add(new Written(text, ticket, payment));
    }

    for (Written one : all) {
      stage.untilState(one.ticket(), "rejected");
      requireHarmless(one);
    }
    assertThat(world.books().of("stripe", "refund.created")).isEmpty();
  }

  /** Ids are all that is read of a customer, so that nothing of theirs can be anywhere. */
  @Test
  void what_a_customer_writes_comes_out_nowhere() throws IOException {
    String payment = stage.payment("20.00", IVO);
    long ticket = stage.write(IVO, MARK + String.join(" ", NastyText.all()), "Hello " + MARK);
    NastyText.all().forEach(text -> zendesk.customer(IVO).reply(ticket, text + MARK));
    zendesk
        .agent("Lena")
        .applyMacro(ticket, "Refund: send and tell customer", values(payment, "1"));
    zendesk.customer(IVO).reply(ticket, MARK);

    stage.untilNote(ticket, "1.00 EUR");
    requireHarmless(new Written(MARK, ticket, payment));
    assertThat(history(payment) + details(payment)).doesNotContain(MARK);
    assertThat(stage.ticket(ticket).notes())
        .filteredOn(note -> note.author().equals("Caserail"))
        .hasSize(2)
        .allSatisfy(note -> NastyText.requireHarmless(note.body()))
        .allSatisfy(note -> assertThat(note.body()).doesNotContain(MARK));
    assertThat(type("case", "show", caseId(payment))).doesNotContain(MARK);
    assertThat(type("case", "list", "--output", "json")).doesNotContain(MARK);
    assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain(MARK);
    assertThat(metrics()).doesNotContain(MARK);
    assertThat(logs.lines()).noneMatch(line -> line.contains(MARK));
  }

  private void requireHarmless(Written one) {
    for (Note note : stage.ticket(one.ticket()).internalNotes()) {
      NastyText.requireHarmless(note.body());
    }
    NastyText.requireHarmless(details(one.payment()));
    NastyText.requirePlain(type("case", "show", caseId(one.payment())));
    NastyText.requirePlain(type("case", "evidence", caseId(one.payment())));
    NastyText.requirePlain(type("case", "show", caseId(one.payment()), "--output", "json"));
    NastyText.requirePlain(type("case", "evidence", caseId(one.payment()), "--output", "json"));
    attributes(one.payment()).forEach(NastyText::requireHarmless);
  }

  /** What lists of the Temporal UI show of a case, and could be searched by. */
  private List<String> attributes(String payment) {
    WorkflowExecutionInfo info =
        stage
            .client()
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(stage.client().getOptions().getNamespace())
                    .setExecution(
                        WorkflowExecution.newBuilder().setWorkflowId(caseId(payment)).build())
                    .build())
            .getWorkflowExecutionInfo();
    return Stream.concat(
            info.getSearchAttributes().getIndexedFieldsMap().values().stream(),
            info.getMemo().getFieldsMap().values().stream())
        .map(payload -> payload.getData().toStringUtf8())
        .toList();
  }

  /** All that a case's history holds, its payloads readable. */
  private String history(String payment) {
    String json = stage.client().fetchHistory(caseId(payment)).toJson(false);
    StringBuilder readable = new StringBuilder(json);
    Matcher payload = Pattern.compile("\"data\": ?\"([A-Za-z0-9+/=]+)\"").matcher(json);
    while (payload.find()) {
      readable.append(new String(Base64.getDecoder().decode(payload.group(1)), UTF_8));
    }
    return readable.toString();
  }

  private String metrics() {
    Senders worker = new Senders(stage.metrics().getPort());
    Senders gateway = new Senders(stage.gatewayUrl().getPort());
    return worker.send(worker.to("/metrics").GET()).body()
        + gateway.send(gateway.to("/metrics").GET()).body();
  }

  private void requireUnexpanded(Written one, String text) {
    assertThat(stage.ticket(one.ticket()).internalNotes())
        .anySatisfy(note -> assertThat(note.body()).contains(text));
  }

  /** What the Temporal UI renders as Markdown. */
  private String details(String payment) {
    return stage
        .client()
        .newUntypedWorkflowStub(caseId(payment))
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private String type(String... words) {
    var printed = new Shell("--config", stage.config().toString()).type(words);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return printed.out();
  }

  private String caseId(String payment) {
    return stage.cases().refundId(new ObjectId(payment));
  }

  private static Map<String, String> values(String payment, String amount) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("Refund payment", payment);
    values.put("Refund amount", amount);
    values.put("Refund reason", "crl_reason_not_received");
    return values;
  }
}
