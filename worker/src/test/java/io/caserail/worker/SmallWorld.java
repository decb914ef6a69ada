package io.caserail.worker;

import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Faults;
import io.caserail.sandbox.identity.IdentitySandbox;
import io.caserail.sandbox.identity.Member;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskLimits;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Stand-ins of Zendesk, Stripe and Temporal, and the configuration of a worker beside them. */
final class SmallWorld implements AutoCloseable {
  private final Surroundings surroundings = Surroundings.fresh(0.01);
  private final TestServer.PortBoundTestServer temporal;
  private final int temporalPort;
  private final String pace;
  private final Path directory;
  final ZendeskSandbox zendesk;
  final StripeSandbox stripe;
  final IdentitySandbox identity;

  SmallWorld(Path directory) {
    this(directory, ZendeskConfig.defaults(), StripeOptions.defaults(), "sweepEvery: 200ms");
  }

  private SmallWorld(Path directory, ZendeskConfig desk, StripeOptions bank, String pace) {
    this.directory = directory;
    this.pace = pace;
    this.zendesk = ZendeskSandbox.start(desk, surroundings);
    this.stripe = StripeSandbox.start(bank, 0, surroundings);
    this.identity =
        IdentitySandbox.start(
            () ->
                zendesk.staff().stream()
                    .map(user -> new Member("user-" + user.id(), user.name(), user.email()))
                    .toList(),
            surroundings);
    this.temporalPort = freePort();
    this.temporal = TestServer.createPortBoundServer(temporalPort);
  }

  /** One whose credentials end on the days that the configuration names. */
  static SmallWorld expiring(Path directory, String expires) {
    return new SmallWorld(
        directory,
        ZendeskConfig.defaults(),
        StripeOptions.defaults(),
        "sweepEvery: 200ms\nexpires: { " + expires + " }");
  }

  /** One of vendors without limits, whose days are compared by hand. */
  static SmallWorld ofThousands(Path directory) {
    return new SmallWorld(
        directory,
        ZendeskConfig.defaults().limits(ZendeskLimits.none()),
        StripeOptions.defaults().withRequestsPerSecond(1_000_000),
        "sweepEvery: 5h\nreconciliation: { at: never, lookAgainAfter: 1s }");
  }

  /** The clock of the vendors, and of workers that are started with it. */
  InstantSource clock() {
    return surroundings.clock();
  }

  /** Lets time pass for vendors and workers. */
  void pass(Duration time) {
    var unused = surroundings.clock().advance(time);
  }

  /** Every call that a vendor has got. */
  Calls calls() {
    return surroundings.calls();
  }

  String temporal() {
    return "127.0.0.1:" + temporalPort;
  }

  Path auditFile() {
    return directory.resolve("audit.jsonl");
  }

  Faults faults() {
    return surroundings.faults();
  }

  CaserailConfig config() {
    return config(temporal());
  }

  /** With another server than its own. */
  CaserailConfig config(String target) {
    ZendeskAddress address = zendesk.address();
    ZendeskWorld world = address.world();
    String yaml =
        """
        account: acme
        personKey: 0123456789abcdef
        auditFile: audit.jsonl
        %s
        temporal: { target: '%s' }
        zendesk:
          baseUrl: %s
          clientId: caserail-writer
          clientSecret: %s
          integrationUser: %d
          sweepView: '%d'
          fields: { command: %d, state: %d, waitsFor: %d, reference: %d, byHandReference: %d }
          refund:
            fields: { payment: %d, amount: %d, reason: %d }
            macros: { send: %d }
          groups: { requesters: %d, approvers: %d, finance: %d }
        stripe: { baseUrl: '%s', key: %s }
        oidc: { issuer: '%s', clientId: caserail, jwks: '%s' }
        worker: { healthPort: 0, slots: 10, stopWithin: 5s }
        """
            .formatted(
                pace,
                target,
                zendesk.url(),
                address.secretOf(ZendeskAddress.WRITER),
                ZendeskWorld.id(world.users(), "Caserail"),
                ZendeskWorld.id(world.views(), "Not picked up"),
                ZendeskWorld.id(world.fields(), "action"),
                ZendeskWorld.id(world.fields(), "state"),
                ZendeskWorld.id(world.fields(), "waitsFor"),
                ZendeskWorld.id(world.fields(), "reference"),
                ZendeskWorld.id(world.fields(), "byHandReference"),
                ZendeskWorld.id(world.fields(), "payment"),
                ZendeskWorld.id(world.fields(), "amount"),
                ZendeskWorld.id(world.fields(), "reason"),
                ZendeskWorld.id(world.macros(), "Refund: send"),
                ZendeskWorld.id(world.groups(), "Refund requesters"),
                ZendeskWorld.id(world.groups(), "Refund approvers"),
                ZendeskWorld.id(world.groups(), "Finance"),
                stripe.url(),
                stripe.secretKey(),
                identity.url(),
                identity.keysUrl());
    return CaserailConfig.parse(yaml, directory, Map.of());
  }

  Payment aPaymentOf(String email, long cents) {
    return stripe.payment().amount(cents, "eur").customerEmail(email).create();
  }

  /** A customer's ticket in which a lead has asked for a refund. */
  long aTicketAskingFor(Payment payment, String amount) {
    long ticket = zendesk.customer("mia@example.com").email("Where is my parcel?", "Not here.");
    zendesk
        .agent("Lena")
        .applyMacro(
            ticket,
            "Refund: send",
            Map.of(
                "Refund payment",
                payment.id(),
                "Refund amount",
                amount,
                "Refund reason",
                "crl_reason_not_received"));
    return ticket;
  }

  @Override
  public void close() {
    temporal.close();
    zendesk.close();
    stripe.close();
    identity.close();
    surroundings.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
