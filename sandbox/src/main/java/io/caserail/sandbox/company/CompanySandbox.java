package io.caserail.sandbox.company;

import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Acme Shop: a company's own orders, accounts and access behind an API of Caserail's description.
 * Programs reach it over HTTP with {@link #token}; tests and the demo set the scene and look behind
 * it with the methods here.
 *
 * <p>What it can do: {@code cancel} and {@code reopen} an order, {@code invite} an account and put
 * a {@code verdict} on it, {@code revoke} and {@code restore} access. A closed order can neither be
 * cancelled nor be opened again.
 */
public final class CompanySandbox implements AutoCloseable {
  /** What faults, calls and books call this stand-in. */
  public static final String SYSTEM = "company";

  private static final String TOKEN = "acme-shop-token-of-the-sandbox";

  private final InstantSource clock;
  private final Shop shop;
  private final CompanyApi api;
  private final SystemServer server;
  private final CompanyEvents events;

  private CompanySandbox(int port, Surroundings surroundings) {
    this.clock = surroundings.clock();
    this.events = new CompanyEvents(surroundings.webhooks());
    this.shop = new Shop(surroundings.books(), clock);
    this.api = new CompanyApi(shop, clock, TOKEN);
    this.server = SystemServer.start(SYSTEM, port, surroundings, api.routes(), api.unknown());
  }

  /**
   * Starts an empty shop.
   *
   * @param port a free port is taken if it is 0
   */
  public static CompanySandbox start(int port, Surroundings surroundings) {
    return new CompanySandbox(port, surroundings);
  }

  /** Where the API listens, without a slash at the end. */
  public URI url() {
    return server.url();
  }

  /** The bearer token that may do everything. */
  public String token() {
    return TOKEN;
  }

  /** What events are signed with. */
  public String webhookSecret() {
    return CompanyEvents.secret();
  }

  /** Sends every event from now on, signed, to this address. */
  public void sendEventsTo(URI target) {
    events.add(target);
  }

  /** Tells that something about an order or an account has changed. */
  public void tell(String type, String object) {
    events.tell(type, object, clock.instant());
  }

  /** Begins the description of an order placed now; {@link #add} takes it up. */
  public CompanyOrder order(String id, String email) {
    return CompanyOrder.of(id, email, clock.instant());
  }

  /** Takes up an order, or puts it in the place of the one with its id. */
  public CompanyOrder add(CompanyOrder order) {
    shop.set(order);
    return order;
  }

  public CompanyAccount add(CompanyAccount account) {
    shop.set(account);
    return account;
  }

  /** Opens access, or takes it away by hand. */
  public void access(String id, boolean open) {
    shop.access(id, open);
  }

  /** An order as it is now. */
  public CompanyOrder order(String id) {
    return plainly(() -> shop.order(id));
  }

  /** An account as it is now. */
  public CompanyAccount account(String id) {
    return plainly(() -> shop.account(id));
  }

  /** Whether access is open. */
  public boolean mayUse(String id) {
    return plainly(() -> shop.mayUse(id));
  }

  /** The customer opens the link of the newest invitation; this is where it leads. */
  public String openLink(String account) {
    return plainly(() -> shop.link(account));
  }

  /** From now on a change stays pending for this long on the sandbox's clock. */
  public void changesTake(Duration time) {
    shop.changesTake(time);
  }

  /** From now on the service breaks this rule. */
  public void have(Quirk quirk) {
    api.have(quirk);
  }

  @Override
  public void close() {
    server.close();
  }

  private static <T> T plainly(Supplier<T> look) {
    try {
      return look.get();
    } catch (Problem e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
