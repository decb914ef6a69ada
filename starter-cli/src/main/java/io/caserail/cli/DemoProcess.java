package io.caserail.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.caserail.demo.Demo;
import io.caserail.demo.Purchase;
import io.caserail.demo.Stage;
import io.caserail.sandbox.company.CompanyAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.LoggerFactory;

/** The demo in this process. Loaded only by the commands that run it. */
final class DemoProcess {
  private static final String MIA = "mia@example.com";
  private static final String ORDER = "ord_1001";
  private static final String ACCOUNT = "acct_1001";
  private static final String MACRO =
      "  curl -s %s/zendesk/tickets/%s/macro -H 'Content-Type: application/json' -d"
          + " '{\"agent\":\"Lena\",\"macro\":\"%s\",\"fields\":{%s}}'";

  private DemoProcess() {}

  static int demo(Screen screen, boolean log) {
    quiet(log);
    try (Stage stage = open(screen, Stage::open)) {
      screen.line("");
      boolean good =
          new Demo(
                  stage,
                  screen::print,
                  word -> screen.paint(Colour.GOOD, word),
                  word -> screen.paint(Colour.BAD, word))
              .play();
      stage
          .temporal()
          .ui()
          .ifPresent(
              ui -> screen.line("%nHistories like these stand in the UI of './caserail dev'."));
      return good ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  static int dev(Screen screen, boolean log) {
    quiet(log);
    Stage stage = open(screen, Stage::following);
    URI control = stage.sandbox().addresses().control();
    String payment = stage.payment("24.90", MIA);
    long refund = stage.write(MIA);
    screen.line("");
    screen.line("Ticket %s waits for somebody to refund payment %s (24.90 EUR).", refund, payment);
    screen.line("Apply the macro as Lena:");
    screen.line(
        MACRO,
        control,
        refund,
        "Refund: send",
        "\"Refund payment\":\"%s\",\"Refund amount\":\"24.90\",\"Refund reason\":\"%s\""
            .formatted(payment, "crl_reason_not_received"));
    cancellation(screen, stage, control);
    verification(screen, stage, control);
    screen.line("Read a ticket, the books, take Stripe down, bring it back:");
    screen.line("  curl -s %s/zendesk/tickets/%s", control, refund);
    screen.line("  curl -s %s/books/text", control);
    screen.line("  curl -s -X POST %s/systems/stripe/down", control);
    screen.line("  curl -s -X POST %s/systems/stripe/up", control);
    screen.line("Look at the cases from another terminal:");
    screen.line("  ./caserail case list --config %s", stage.config());
    screen.line("  ./caserail case show --config %s %s", stage.config(), ORDER);
    signed(screen, stage);
    screen.line("Stop: Ctrl-C.");
    Lifetime.untilStopped(stage);
    return ExitCode.OK;
  }

  private static void signed(Screen screen, Stage stage) {
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.write(MIA);
    screen.line(
        "Ask and approve by command line; open the address printed, sign as Lena, then as Ana:");
    screen.line(
        "  ./caserail case start --config %s --ticket %s --payment %s --reason not_received",
        stage.config(), ticket, payment);
    screen.line(
        "  ./caserail case decide --config %s %s --kind approve --reason 'lost by the carrier'",
        stage.config(), payment);
  }

  private static void cancellation(Screen screen, Stage stage, URI control) {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    long ticket = stage.write(MIA, "Please cancel my order", "I don't want it any more.");
    screen.line("Ticket %s waits for somebody to cancel order %s:", ticket, ORDER);
    screen.line(
        MACRO,
        control,
        ticket,
        "Cancellation: cancel",
        "\"Cancellation object\":\"%s\",\"Cancellation reason\":\"%s\",\"%s\":\"%s\""
            .formatted(
                ORDER,
                "crl_cancellation_reason_changed_mind",
                "Cancellation takes effect",
                "crl_when_now"));
    screen.line("Some seconds later its label is asked back; the carrier takes it:");
    screen.line("  curl -s -X POST %s/easypost/shipments/%s/grant", control, bought.parcel());
    screen.line("Until it is done its field 'Caserail facts' says how parcel and access stand:");
    screen.line("  curl -s %s/zendesk/tickets/%s", control, ticket);
  }

  private static void verification(Screen screen, Stage stage, URI control) {
    var unused = stage.sandbox().company().add(CompanyAccount.of(ACCOUNT, MIA));
    long ticket = stage.write(MIA, "I can't order", "Please open my account.");
    screen.line("Ticket %s waits for somebody to verify account %s:", ticket, ACCOUNT);
    screen.line(
        MACRO,
        control,
        ticket,
        "Verification: verify",
        "\"Verification account\":\"%s\",\"Verification reason\":\"%s\""
            .formatted(ACCOUNT, "crl_verification_reason_new_customer"));
    screen.line("The customer follows the link that the company has sent them:");
    screen.line("  curl -s -X POST %s/company/accounts/%s/visit", control, ACCOUNT);
  }

  private static Stage open(Screen screen, BiFunction<Path, Map<String, String>, Stage> opened) {
    Path folder;
    try {
      folder = Files.createTempDirectory("caserail-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stage stage = opened.apply(folder, System.getenv());
    screen.line("Zendesk   %s (sandbox)", stage.sandbox().zendesk().url());
    screen.line("Stripe    %s (sandbox)", stage.sandbox().stripe().url());
    screen.line("Company   %s (sandbox)", stage.sandbox().company().url());
    screen.line("EasyPost  %s (sandbox)", stage.sandbox().easypost().url());
    screen.line("SCIM      %s (sandbox)", stage.sandbox().scim().url());
    screen.line("Sign-in   %s (sandbox)", stage.sandbox().identity().url());
    screen.line("Gateway   %s", stage.gatewayUrl());
    screen.line(
        "Temporal  %s (%s)",
        stage.temporal().target(), stage.temporal().isReal() ? "real server" : "in memory");
    if (stage.temporal().ui().isPresent()) {
      screen.line("UI        %s", stage.temporal().ui().get());
    } else {
      screen.line(
          "UI        none in memory: put the temporal binary on the PATH, or set TEMPORAL_CLI");
    }
    screen.line("Files     %s", folder);
    return stage;
  }

  /** The faults that are played fill a log with warnings that mean nothing here. */
  private static void quiet(boolean log) {
    if (!log) {
      ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
      ((Logger) LoggerFactory.getLogger("io.caserail")).setLevel(Level.OFF);
      ((Logger) LoggerFactory.getLogger("io.temporal")).setLevel(Level.OFF);
    }
  }
}
