package io.caserail.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.caserail.demo.Demo;
import io.caserail.demo.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The demo in this process. Loaded only by the commands that run it. */
final class DemoProcess {
  private DemoProcess() {}

  static int demo(Screen screen, boolean log) {
    quiet(log);
    try (Stage stage = open(screen)) {
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
    Stage stage = open(screen);
    String payment = stage.payment("24.90", "mia@example.com");
    long ticket = stage.write("mia@example.com");
    URI control = stage.sandbox().addresses().control();
    screen.line("");
    screen.line("Ticket %s waits for somebody to refund payment %s (24.90 EUR).", ticket, payment);
    screen.line("Apply the macro as Lena:");
    screen.line(
        "  curl -s %s/zendesk/tickets/%s/macro -H 'Content-Type: application/json' -d"
            + " '{\"agent\":\"Lena\",\"macro\":\"Refund: send\",\"fields\":{\"Refund"
            + " payment\":\"%s\",\"Refund amount\":\"24.90\",\"Refund"
            + " reason\":\"crl_reason_not_received\"}}'",
        control, ticket, payment);
    screen.line("Read the ticket, the books, take Stripe down, bring it back:");
    screen.line("  curl -s %s/zendesk/tickets/%s", control, ticket);
    screen.line("  curl -s %s/books/text", control);
    screen.line("  curl -s -X POST %s/systems/stripe/down", control);
    screen.line("  curl -s -X POST %s/systems/stripe/up", control);
    screen.line("Look at the cases from another terminal:");
    screen.line("  ./caserail case list --config %s", stage.config());
    screen.line("  ./caserail case show --config %s %s", stage.config(), payment);
    screen.line("Stop: Ctrl-C.");
    Lifetime.untilStopped(stage);
    return ExitCode.OK;
  }

  private static Stage open(Screen screen) {
    Path folder;
    try {
      folder = Files.createTempDirectory("caserail-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stage stage = Stage.open(folder, System.getenv());
    screen.line("Zendesk   %s (sandbox)", stage.sandbox().zendesk().url());
    screen.line("Stripe    %s (sandbox)", stage.sandbox().stripe().url());
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
