package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.core.Routes;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Zendesk stand-in: the account with the default world, its HTTP server, and the people who
 * work in it. Thread-safe.
 */
public final class ZendeskSandbox implements AutoCloseable {
  /** The system's name in faults, books and calls. */
  public static final String SYSTEM = Ledger.SYSTEM;

  /** Whom the vendor names as the author of what its own rules do. */
  private static final long SYSTEM_USER = -1;

  private final ZendeskAccount account;
  private final ZendeskWorld world;
  private final SystemServer server;

  private ZendeskSandbox(ZendeskAccount account, ZendeskWorld world, SystemServer server) {
    this.account = account;
    this.world = world;
    this.server = server;
  }

  public static ZendeskSandbox start(ZendeskConfig config, Surroundings surroundings) {
    ZendeskAccount account = new ZendeskAccount(surroundings, config.limits());
    ZendeskWorld world = new ZendeskSeed(account, config.hookTarget()).plant(config.setUp());
    Gate gate = new Gate(account);
    Routes routes = new Routes().ignoringSuffix(".json");
    routes.post("/oauth/tokens", gate.open(new OAuthEndpoint(account)::mint));
    new TicketEndpoints(account).addTo(routes, gate);
    new PeopleEndpoints(account).addTo(routes, gate);
    new SettingsEndpoints(account).addTo(routes, gate);
    new SettingsWrites(account).addTo(routes, gate);
    new FindingEndpoints(account).addTo(routes, gate);
    SystemServer server =
        SystemServer.start(
            SYSTEM,
            config.port(),
            surroundings,
            routes,
            call -> ZendeskRefusal.noSuchEndpoint().answer());
    return new ZendeskSandbox(account, world, server);
  }

  public URI url() {
    return server.url();
  }

  /** The default world: its people, and what is set up by now. */
  public ZendeskWorld world() {
    synchronized (account) {
      return ZendeskSeed.present(account.settings(), world);
    }
  }

  public ZendeskAddress address() {
    synchronized (account) {
      Map<String, String> clients = new LinkedHashMap<>();
      account.tokens().clients().forEach(c -> clients.put(c.id(), c.secret()));
      String secret = refundHook().map(Webhook::secret).orElse("");
      return new ZendeskAddress(url(), clients, secret, world());
    }
  }

  private Optional<Webhook> refundHook() {
    return account.settings().webhook(world().webhook());
  }

  /** Points the webhook of our triggers somewhere else; nothing while there is none. */
  public void sendHooksTo(URI target) {
    synchronized (account) {
      refundHook().ifPresent(hook -> account.settings().put(hook.to(target)));
    }
  }

  /** Sends an event for every change of a ticket, beside what triggers send, to this address. */
  public void subscribe(URI target) {
    synchronized (account) {
      account.hooks().subscribe(refundHook().map(hook -> hook.to(target)).orElse(null));
    }
  }

  /**
   * An agent, working in the browser.
   *
   * @throws IllegalArgumentException if there is no such agent
   */
  public Agent agent(String name) {
    synchronized (account) {
      User user =
          account
              .directory()
              .called(name)
              .filter(User::staff)
              .orElseThrow(() -> new IllegalArgumentException("no agent " + name));
      return new Agent(account, user, Channel.WEB);
    }
  }

  /** Everybody who works in the account and is active. */
  public List<User> staff() {
    synchronized (account) {
      return account.directory().users().stream().filter(u -> u.staff() && u.active()).toList();
    }
  }

  /** A customer by e-mail address, who becomes known by writing in for the first time. */
  public Customer customer(String email) {
    synchronized (account) {
      User user =
          account
              .directory()
              .withEmail(email)
              .orElseGet(
                  () -> {
                    User made = new User(account.ids().next(), email, email, "end-user", true);
                    account.directory().add(made);
                    return made;
                  });
      return new Customer(account, user);
    }
  }

  /** A ticket as a person sees it. */
  public TicketView look(long ticketId) {
    synchronized (account) {
      return TicketView.of(account, account.tickets().get(ticketId));
    }
  }

  /** The tickets that a view lists, by number, as an agent who opens it sees them. */
  public List<Long> ticketsIn(String view) {
    synchronized (account) {
      Conditions conditions =
          account.settings().views().stream()
              .filter(v -> v.title().equals(view))
              .map(View::conditions)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no view " + view));
      return account.tickets().visible().stream()
          .filter(ticket -> Moment.of(ticket).meets(conditions))
          .map(Ticket::id)
          .toList();
    }
  }

  /** Every call, and every update of an agent, that came when a limit was used up, in order. */
  public List<OverLimit> overLimits() {
    synchronized (account) {
      return account.buckets().over();
    }
  }

  /** A ticket's audits as the API shows them, oldest first, whatever the caller's limits. */
  public List<JsonNode> audits(long ticketId) {
    synchronized (account) {
      return account.tickets().get(ticketId).audits().stream().<JsonNode>map(Audit::json).toList();
    }
  }

  /** All tickets that are not deleted, by id. */
  public List<TicketView> tickets() {
    synchronized (account) {
      return account.tickets().visible().stream().map(t -> TicketView.of(account, t)).toList();
    }
  }

  /** A change of the vendor's own: the export shows the ticket again, {@code updated_at} stays. */
  public void touch(long ticketId) {
    synchronized (account) {
      account.tickets().get(ticketId).touched(account.now());
    }
  }

  /** A new agent, whatever the name, who is in this group. */
  public Agent hire(String name, String group) {
    synchronized (account) {
      return hire(name, "agent" + account.ids().next() + "@acme.example", group);
    }
  }

  /**
   * A new agent with an address of their choice. Zendesk keeps a second account from having the
   * very same one, but not from having it in other letters, which this does not check.
   */
  public Agent hire(String name, String email, String group) {
    synchronized (account) {
      User user = new User(account.ids().next(), name, email, "agent", true);
      account.directory().add(user);
      joinGroup(user.id(), group);
      return new Agent(account, user, Channel.WEB);
    }
  }

  /** Puts an agent into a group. */
  public void joinGroup(long agent, String group) {
    synchronized (account) {
      account
          .directory()
          .add(new Membership(account.ids().next(), agent, ZendeskWorld.id(world.groups(), group)));
    }
  }

  /** A person sets the language of their profile. */
  public void read(String email, String locale) {
    synchronized (account) {
      account
          .directory()
          .withEmail(email)
          .ifPresent(user -> account.directory().add(user.reading(locale)));
    }
  }

  /** Takes a person's access away. */
  public void suspend(String name) {
    synchronized (account) {
      account.directory().called(name).ifPresent(user -> account.directory().add(user.suspended()));
    }
  }

  /** Takes an agent out of a group. */
  public void leaveGroup(String name, String group) {
    leaveGroup(ZendeskWorld.id(world.users(), name), group);
  }

  /** Takes an agent out of a group. */
  public void leaveGroup(long agent, String group) {
    synchronized (account) {
      account.directory().leave(agent, ZendeskWorld.id(world.groups(), group));
    }
  }

  /** An automation runs, and tags a ticket. */
  public void automate(long ticketId, String title, String tag) {
    synchronized (account) {
      TicketChange change =
          TicketChange.by(SYSTEM_USER, Via.automation(title)).tags(TagChange.add(List.of(tag)));
      try {
        account.editor().update(account.tickets().get(ticketId), change, Cause.timer(title));
      } catch (ZendeskRefusal refusal) {
        throw new IllegalStateException(
            new String(refusal.answer().body(), StandardCharsets.UTF_8), refusal);
      }
    }
  }

  /** What the vendor does every hour: its automations run, by the sandbox's clock. */
  public void anHourStrikes() {
    synchronized (account) {
      new AutomationRun(account, SYSTEM_USER).run();
    }
  }

  /** Makes every token so far invalid. */
  public void revokeTokens() {
    synchronized (account) {
      account.tokens().revokeAll();
    }
  }

  /** Adds or replaces a trigger, as an admin would. */
  public void configure(Trigger trigger) {
    synchronized (account) {
      account.settings().put(trigger);
    }
  }

  /** Adds or replaces a field. */
  public void configure(TicketField field) {
    synchronized (account) {
      account.settings().put(field);
    }
  }

  /** Adds or replaces a macro. */
  public void configure(Macro macro) {
    synchronized (account) {
      account.settings().put(macro);
    }
  }

  /** Lets users and organisations have tags, which their tickets then get. */
  public void tagUsers() {
    synchronized (account) {
      account.settings().usersHaveTags(true);
    }
  }

  /** A field as it is set up now. */
  public TicketField field(String title) {
    synchronized (account) {
      return account
          .settings()
          .fieldTitled(title)
          .orElseThrow(() -> new IllegalArgumentException("no field " + title));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
