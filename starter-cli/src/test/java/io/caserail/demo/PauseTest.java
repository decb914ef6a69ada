package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Refunds while they are paused, as the people around them see it. */
@TestMethodOrder(MethodOrderer.MethodName.class)
final class PauseTest {
  private static final String MIA = "mia@example.com";
  private static final String ZOE = "zoe@example.com";
  private static final String NOAH = "noah@example.com";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void a_pause_by_macro_holds_a_refund_until_two_people_resume_and_it_goes_on_by_itself_once() {
    String payment = stage.payment("24.90", MIA);
    stage.macro("Lena", stage.controls(), "Refunds: pause");

    long ticket = stage.ask("Lena", MIA, payment, "24.90");
    stage.untilNote(ticket, "Refund 24.90 EUR is not sent yet: refunds have been paused since ");
    String shown = shell().type("resume", "refund").out();
    stage.macro("Ana", stage.controls(), "Refunds: resume");
    String other = stage.payment("12.00", NOAH);
    long later = stage.ask("Omar", NOAH, other, "12.00");
    stage.untilNote(later, "one has agreed to resume them, another one must");
    Shell.Printed oneAgreed = shell().type("resume", "refund");
    untilShown(payment, "one has agreed to resume them, another one must");
    stage.requireMoved(payment, "0.00");
    stage.macro("Fin", stage.controls(), "Refunds: resume");
    stage.untilState(ticket, "done");
    stage.untilState(later, "done");

    stage.requireMoved(payment, "24.90");
    stage.requireMoved(other, "12.00");
    assertThat(shown)
        .contains("by Lena.")
        .contains("Nobody has agreed to resume them, and two people must.");
    assertThat(oneAgreed.exitCode()).isEqualTo(1);
    assertThat(oneAgreed.out())
        .contains("Ana has agreed to resume them, and another one must.")
        .contains("A command line proves nobody, so that this one does not count.")
        .contains("/agent/tickets/" + stage.controls());
    assertThat(shell().type("resume", "refund").exitCode()).isZero();
  }

  @Test
  void the_brake_trips_says_so_everywhere_and_two_people_let_it_go_on() throws Exception {
    String first = pounds("30.00", ZOE);
    String second = pounds("30.00", NOAH);
    long before = stage.ask("Lena", ZOE, first, "30.00");
    stage.untilState(before, "done");

    long ticket = stage.ask("Omar", NOAH, second, "30.00");
    stage.untilNote(ticket, "by the outflow brake, 60.00 GBP within an hour, above 50.00 GBP");
    String metrics = metrics();
    String listed = shell().type("pause").out();
    stage.requireMoved(second, "0.00");
    stage.macro("Ana", stage.controls(), "Refunds: resume");
    stage.macro("Fin", stage.controls(), "Refunds: resume");
    stage.untilState(ticket, "done");

    stage.requireMoved(second, "30.00");
    assertThat(metrics).contains("caserail_paused{by=\"brake\",kind=\"REFUND\"} 1.0");
    assertThat(listed).contains("refunds", "the outflow brake", "60.00 GBP within an hour");
    assertThat(stage.ticket(stage.controls()).internalNotes())
        .extracting("body")
        .asString()
        .contains("Refunds are paused by the outflow brake: 60.00 GBP within an hour")
        .contains("Refunds go on: two people have resumed them");
  }

  @Test
  void what_is_paused_by_command_line_is_held_at_once_and_shown_to_programs() {
    Shell.Printed nothing = shell().type("pause", "--list");
    Shell.Printed withoutWhy = shell().type("pause", "verification");
    Shell.Printed unknown = shell().type("pause", "everything", "--reason", "x");

    Shell.Printed paused =
        shell().type("pause", "verification", "--as", "olga", "--reason", "the provider errs");
    Shell.Printed json = shell().type("pause", "--output", "json");

    assertThat(nothing.out()).isEqualTo("Nothing is paused.\n");
    assertThat(nothing.exitCode()).isZero();
    assertThat(withoutWhy.exitCode()).isEqualTo(2);
    assertThat(withoutWhy.err()).contains("Whoever resumes has to know why: --reason WHY");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(paused.exitCode()).isZero();
    assertThat(paused.out())
        .contains("verifications", "olga by command line", "the provider errs", "nobody")
        .contains("each apply the macro that resumes verifications, in ticket ");
    assertThat(json.out())
        .contains("\"kind\":\"VERIFICATION\"", "\"by\":\"olga by command line\"", "\"agreed\":[]");
    assertThat(stage.ticket(stage.controls()).internalNotes())
        .extracting("body")
        .asString()
        .contains("Verifications are paused by olga by command line.");
  }

  @Test
  void while_the_ticket_cant_be_read_a_command_says_so_instead_of_that_nothing_is_paused() {
    ActiveFault away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("zendesk").endpoint("GET /api/v2/tickets/*").always().status(503));

    Shell.Printed listed = shell().type("pause");
    Shell.Printed paused = shell().type("pause", "cancellation", "--reason", "x");
    stage.sandbox().faults().remove(away);

    assertThat(listed.exitCode()).isEqualTo(3);
    assertThat(listed.out()).isEmpty();
    assertThat(listed.err()).contains("It is not certain what is paused: Zendesk is out of order.");
    assertThat(paused.exitCode()).isEqualTo(3);
  }

  /** A case whose ticket was told before goes by what has been said since. */
  private static void untilShown(String payment, String text) {
    Deadline.within(
        Duration.ofSeconds(60),
        () -> shell().type("case", "show", payment).out().contains(text),
        () -> shell().type("case", "show", payment).out());
  }

  private static Shell shell() {
    return new Shell("--config", stage.config().toString());
  }

  private static String pounds(String amount, String email) {
    return stage
        .sandbox()
        .stripe()
        .payment()
        .amount(Stage.minor(amount), "gbp")
        .customerEmail(email)
        .create()
        .id();
  }

  private static String metrics() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(stage.metrics()).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
