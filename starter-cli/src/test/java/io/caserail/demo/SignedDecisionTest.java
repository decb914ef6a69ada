package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands typed by people who sign at the sandbox's identity provider; no name is trusted. */
final class SignedDecisionTest {
  private static final String MIA = "mia@example.com";
  private static final String LENA = "lena@acme.example";
  private static final String ANA = "ana@acme.example";

  @TempDir static Path folder;
  private static Sandbox world;
  private static Stage stage;

  @BeforeAll
  static void open() {
    world = Sandbox.start(SandboxConfig.defaults());
    stage = Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF);
  }

  @AfterAll
  static void close() {
    stage.close();
    world.close();
  }

  /** A refund of 180.00 EUR that somebody has asked for by macro, and that waits for a yes. */
  private static final class Asked {
    final String payment = stage.payment("180.00", MIA);
    final long ticket;

    Asked(String agent) {
      ticket = stage.ask(agent, MIA, payment, "");
      stage.untilState(ticket, "needs_approval");
    }

    Shell.Printed approve(Shell shell, String... more) {
      String[] words = new String[7 + more.length];
      System.arraycopy(
          new String[] {
            "case", "decide", payment, "--kind", "approve", "--reason", "the parcel is lost"
          },
          0,
          words,
          0,
          7);
      System.arraycopy(more, 0, words, 7, more.length);
      return shell.type(words);
    }

    /** A token of this person's for the decision that this command would say. */
    String token(String email, Duration ago, String id) {
      Shell.Printed printed = approve(shell(), "--id", id, "--show-nonce");
      assertThat(printed.exitCode()).isZero();
      return world.identity().sign(email, printed.out().strip(), ago);
    }

    Shell.Printed approveWith(String token, String id) throws IOException {
      Path file = Files.writeString(folder.resolve(id + ".jwt"), token + "\n");
      return approve(shell(), "--yes", "--id", id, "--token-file", file.toString());
    }

    void requireUnmoved() {
      assertThat(stage.moved(payment)).isEqualTo("0.00");
      assertThat(stage.state(ticket)).isEqualTo("needs_approval");
    }
  }

  @Test
  void whoever_signs_what_is_shown_approves_just_that() {
    Asked asked = new Asked("Lena");

    Shell.Printed printed = asked.approve(shell().answering("y").signingAs(ANA));

    assertThat(printed.err()).contains("To sign just this, open:\nhttp://127.0.0.1:");
    assertThat(printed.out())
        .contains(
            "Request   refund 180.00 EUR of " + asked.payment + ", asked by Lena",
            "Decision  approve, as whoever signs: the parcel is lost",
            "Accepted: taken: approve");
    assertThat(printed.exitCode()).isZero();
    stage.untilState(asked.ticket, "done");
    stage.requireMoved(asked.payment, "180.00");
  }

  @Test
  void a_request_and_its_approval_by_command_line_are_signed_by_two_people() {
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.write(MIA);

    Shell.Printed asked = shell().signingAs(LENA).type(request(ticket, payment));

    assertThat(asked.out()).contains("Request   refund all of " + payment).contains("Accepted");
    stage.untilState(ticket, "needs_approval");
    String[] yes = {"case", "decide", payment, "--kind", "approve", "--reason", "lost", "--yes"};
    assertThat(shell().signingAs(LENA).type(yes).exitCode()).isEqualTo(1);
    assertThat(shell().signingAs(ANA).type(yes).exitCode()).isZero();
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
  }

  @Test
  void what_was_asked_for_by_command_line_is_approved_by_the_macro_that_its_note_names() {
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.write(MIA);

    assertThat(shell().signingAs(LENA).type(request(ticket, payment)).exitCode()).isZero();
    stage.untilNote(ticket, "macro Refund: approve");
    assertThat(stage.ticket(ticket).field("Refund payment")).isEqualTo(payment);
    assertThat(stage.ticket(ticket).field("Refund reason")).isEqualTo("crl_reason_not_received");
    stage.macro("Ben", ticket, "Refund: approve");

    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
  }

  @Test
  void where_a_person_has_filled_the_fields_for_something_else_the_note_names_the_command_line() {
    String earlier = stage.payment("12.00", MIA);
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.ask("Lena", MIA, earlier, "12.00");
    stage.untilState(ticket, "done");

    assertThat(shell().signingAs(LENA).type(request(ticket, payment)).exitCode()).isZero();

    stage.untilNote(ticket, "caserail case decide " + payment + " --kind approve");
    assertThat(stage.ticket(ticket).field("Refund payment")).isEqualTo(earlier);
    assertThat(stage.ticket(ticket).field("Refund amount")).isEqualTo("12.00");
    String[] yes = {"case", "decide", payment, "--kind", "approve", "--reason", "lost", "--yes"};
    assertThat(shell().signingAs(ANA).type(yes).exitCode()).isZero();
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
  }

  private static String[] request(long ticket, String payment) {
    return new String[] {
      "case",
      "start",
      "--ticket",
      Long.toString(ticket),
      "--payment",
      payment,
      "--reason",
      "not_received"
    };
  }

  @Test
  void a_token_in_a_file_counts_for_the_decision_whose_nonce_it_holds_and_for_no_other()
      throws IOException {
    Asked asked = new Asked("Lena");
    Asked other = new Asked("Lena");
    String token = asked.token(ANA, Duration.ZERO, "d-1");

    requireRefused(other.approveWith(token, "d-1"), "it was signed for another decision");
    requireRefused(asked.approveWith(token, "d-2"), "it was signed for another decision");
    other.requireUnmoved();
    asked.requireUnmoved();

    assertThat(asked.approveWith(token, "d-1").out()).startsWith("Accepted");
    stage.untilState(asked.ticket, "done");
  }

  @Test
  void what_was_signed_too_long_ago_is_refused() throws IOException {
    Asked asked = new Asked("Lena");
    String token = asked.token(ANA, Duration.ofMinutes(10), "d-3");

    requireRefused(asked.approveWith(token, "d-3"), "it has expired");

    asked.requireUnmoved();
  }

  @Test
  void the_wrong_person_is_refused_however_well_they_sign() {
    Asked byLena = new Asked("Lena");
    requireRefused(
        byLena.approve(shell().signingAs(LENA), "--yes"),
        "that takes the role approver or finance");
    requireRefused(
        byLena.approve(shell().signingAs("olga@acme.example"), "--yes"),
        "that takes the role approver or finance");
    byLena.requireUnmoved();

    Asked byAna = new Asked("Ana");

    requireRefused(byAna.approve(shell().signingAs(ANA), "--yes"), "the same person");
    byAna.requireUnmoved();
  }

  @Test
  void where_people_sign_the_page_s_commands_name_nobody() {
    Asked asked = new Asked("Lena");

    Shell.Printed page = shell().type("case", "show", asked.payment);

    assertThat(page.out())
        .contains("--kind approve --reason WHY --config " + stage.config())
        .doesNotContain("--as YOU");
  }

  @Test
  void a_name_alone_decides_nothing() {
    Asked asked = new Asked("Lena");

    requireRefused(
        asked.approve(shell(), "--yes", "--as", "ana"), "there is no proof of who says so");

    asked.requireUnmoved();
  }

  private static void requireRefused(Shell.Printed printed, String why) {
    assertThat(printed.out()).startsWith("Refused: ").contains(why);
    assertThat(printed.exitCode()).isEqualTo(1);
  }

  private static Shell shell() {
    return new Shell("--config", stage.config().toString());
  }
}
