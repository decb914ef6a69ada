package io.caserail.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.FaultKind;
import io.caserail.sandbox.hook.Delivery;
import io.caserail.sandbox.hook.HookAttempt;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the senders know of each event that they have sent, and the trouble that it meets on its
 * way: of each twenty of a system two are doubled, two overtaken and one is lost. What breaks its
 * contract is not lost: nothing but its delivery could tell of it. Thread-safe.
 */
final class SendersBook implements Function<Delivery, Optional<Fault>> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long seed;
  private final Map<String, Deque<Optional<Fault>>> decks = new HashMap<>();
  private final Map<String, Integer> shuffled = new HashMap<>();
  private final List<Posting> postings = new ArrayList<>();

  SendersBook(long seed) {
    this.seed = seed;
  }

  /** What an event asks for. */
  enum Kind {
    /** A refund, by macro. */
    ASK,
    /** That somebody makes good what has failed after it had succeeded. */
    CAME_BACK,
    /** Nothing that its contract knows: it is for a person. */
    AGAINST,
    /** Nothing: whoever waits for it looks again. */
    NEWS
  }

  /**
   * One event.
   *
   * @param id the sender's id of it
   * @param about the payment, the refund or whatever it names
   * @param fate what struck it on its way; null for nothing
   */
  record Posting(String system, String id, Kind kind, String about, @Nullable FaultKind fate) {
    boolean isLost() {
      return fate == FaultKind.DROPPED;
    }
  }

  @Override
  public synchronized Optional<Fault> apply(Delivery delivery) {
    Posting plain = read(delivery);
    Optional<Fault> fate = draw(delivery.system(), plain.kind() != Kind.AGAINST);
    postings.add(
        new Posting(
            plain.system(),
            plain.id(),
            plain.kind(),
            plain.about(),
            fate.map(Fault::kind).orElse(null)));
    return fate;
  }

  private static Posting read(Delivery delivery) {
    JsonNode body;
    try {
      body = JSON.readTree(delivery.body());
    } catch (IOException e) {
      throw new UncheckedIOException("senders send JSON", e);
    }
    Kind kind = Kind.NEWS;
    String about = "";
    switch (delivery.system()) {
      case ZendeskSandbox.SYSTEM -> {
        kind = Kind.ASK;
        about = body.path("object").asText();
      }
      case StripeSandbox.SYSTEM -> {
        about = body.at("/data/object/id").asText();
        boolean failed = body.path("type").asText().equals("refund.failed");
        kind = about.isEmpty() ? Kind.AGAINST : failed ? Kind.CAME_BACK : Kind.NEWS;
      }
      case CompanySandbox.SYSTEM -> {
        about = body.at("/data/id").asText();
        kind = about.startsWith(EventStory.NO_ID) ? Kind.AGAINST : Kind.NEWS;
      }
      default -> {
        // A parcel's news.
      }
    }
    return new Posting(delivery.system(), delivery.id(), kind, about, null);
  }

  private Optional<Fault> draw(String system, boolean mayBeLost) {
    Deque<Optional<Fault>> deck = decks.computeIfAbsent(system, any -> new ArrayDeque<>());
    while (true) {
      for (Iterator<Optional<Fault>> cards = deck.iterator(); cards.hasNext(); ) {
        Optional<Fault> card = cards.next();
        if (mayBeLost || card.map(Fault::kind).orElse(null) != FaultKind.DROPPED) {
          cards.remove();
          return card;
        }
      }
      deck.addAll(shuffle(system));
    }
  }

  private List<Optional<Fault>> shuffle(String system) {
    int number = shuffled.merge(system, 1, Integer::sum);
    List<Optional<Fault>> cards = new ArrayList<>(Collections.nCopies(15, Optional.empty()));
    cards.add(Optional.of(Fault.webhook(system).dropped()));
    for (int i = 0; i < 2; i++) {
      cards.add(Optional.of(Fault.webhook(system).doubled()));
      cards.add(Optional.of(Fault.webhook(system).reordered()));
    }
    Collections.shuffle(cards, new Random(seed * 31 + system.hashCode() * 1_000_003L + number));
    return cards;
  }

  /** All that were sent by now. */
  synchronized List<Posting> postings() {
    return List.copyOf(postings);
  }

  /** Those of a kind. */
  List<Posting> of(Kind kind) {
    return postings().stream().filter(posting -> posting.kind() == kind).toList();
  }

  /** The ids of the events to which the receiver has said yes at least once. */
  static Set<String> acknowledged(List<HookAttempt> attempts) {
    Set<String> ids = new HashSet<>();
    for (HookAttempt attempt : attempts) {
      if (attempt.result().accepted()) {
        ids.add(attempt.id());
      }
    }
    return ids;
  }
}
