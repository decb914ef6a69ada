package io.caserail.activities.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.change.RecordedSend;
import io.caserail.activities.change.SendCertainty;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Secret;
import io.caserail.model.Digest;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Outcome;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Changes through a company's own API, whatever they are called.
 *
 * <p>Each attempt looks first: a change of this name that was made for this operation is the
 * effect, whenever it was sent. Only when there is none, the time has not run out and the clearance
 * agrees, the change is sent, under a key that stays the same until a new generation is asked for.
 *
 * <p>While an earlier send may have had its effect, every failure is {@link
 * io.caserail.port.FailureType#IN_DOUBT}, and so are a check that stops the send and a no that the
 * effect itself may have caused. Only a no that is on record under this attempt's own key is
 * believed.
 */
public final class RestChanges {
  private final RestClient client;
  private final Clearance clearance;
  private final Clearance undos;
  private final SendFrame frame;
  private final RecordedSend sends;
  private final Failures failures;
  private final RestSettings settings;

  /**
   * Changes.
   *
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   * @param clock against which {@link Attempt#sendBefore()} is held
   */
  public RestChanges(
      RestClient client, Clearance clearance, ChangeRecord record, InstantSource clock) {
    this.client = client;
    this.clearance = clearance;
    this.undos = clearance.ofUndos();
    this.failures = client.failures();
    this.frame = client.frame(clock);
    this.sends = new RecordedSend(record);
    this.settings = client.settings();
  }

  /**
   * What there is to go by when an answer about a change is lost.
   *
   * @param system its name as people know it
   * @param keyLife what its configuration says
   */
  public static LostAnswer lostAnswer(String system, Duration keyLife) {
    return LostAnswer.keyed(
        system, keyLife, "the operation id, in the list of all changes that were made for it");
  }

  /** Finds, then sends; to be called in an activity. */
  public Outcome apply(RestChange change, ChangeOrder order) {
    return apply(change, order, null);
  }

  /**
   * The same for a change that hands a link to the customer.
   *
   * @param link asked right before the send; no part of the change's identity, so it may be fresh
   */
  Outcome apply(RestChange change, ChangeOrder order, @Nullable Supplier<Secret> link) {
    return frame.attempt(
        order.attempt(),
        clearance::requireNotPaused,
        certainty -> findThenSend(change, order, link, certainty));
  }

  /** The change that this operation has made, or {@link Outcome.Kind#ABSENT}. */
  public Outcome find(RestChange change, ChangeOrder order) {
    return found(change, order).orElseGet(Outcome::absent);
  }

  private Outcome findThenSend(
      RestChange change,
      ChangeOrder order,
      @Nullable Supplier<Secret> link,
      SendCertainty certainty) {
    Optional<Outcome> found = found(change, order);
    if (found.isPresent()) {
      return found.get();
    }
    frame.requireMayGo(order.attempt());
    Outcome stopped = (change.takesBack() ? undos : clearance).clear(order).stopped();
    if (stopped != null) {
      return frame.stopped(stopped, certainty);
    }
    Request request = request(change, order, link == null ? null : link.get());
    frame.requireMayGo(order.attempt());
    return sends.send(order, certainty, () -> send(change, order, request, certainty));
  }

  private Optional<Outcome> found(RestChange change, ChangeOrder order) {
    List<MadeChange> made =
        client.changes(order.attempt().id()).stream()
            .filter(c -> c.name().equals(change.name()))
            .toList();
    List<MadeChange> happened = made.stream().filter(MadeChange::happened).toList();
    if (happened.size() > 1) {
      throw failures.badAnswer(
          settings.system() + " holds more than one change of this operation",
          String.join(" ", happened.stream().map(MadeChange::reference).toList()));
    }
    String key = key(change, order.attempt());
    return happened.stream()
        .findFirst()
        .or(() -> made.stream().filter(c -> c.key().equals(key)).findFirst())
        .map(c -> adopted(change, order, c));
  }

  private Outcome adopted(RestChange change, ChangeOrder order, MadeChange made) {
    if (!made.fits(change, order.object().value())) {
      throw failures.badAnswer(
          "the change of this operation is of another object", made.reference());
    }
    return quiet(change, made)
        .outcome("found in " + settings.system() + " by its operation id", settings);
  }

  /** A company's sentence about a link might quote it. */
  private static MadeChange quiet(RestChange change, MadeChange made) {
    return change.equals(RestChange.INVITE) ? made.withoutDetail() : made;
  }

  private Request request(RestChange change, ChangeOrder order, @Nullable Secret link) {
    ObjectNode body =
        RestRequests.body(
            order.attempt().id().value(),
            change,
            order.value(),
            order.ticket().value(),
            order.request().actor());
    if (link != null) {
      body.put("link", link.value());
    }
    String key = key(change, order.attempt());
    return client.requests().change(change, order.object().value(), key, body);
  }

  /** Different for another command or generation, and for the undo of the same operation. */
  static String key(RestChange change, Attempt attempt) {
    String generation = Integer.toString(attempt.generation());
    return "caserail-"
        + Digest.hex(48, attempt.id().value(), attempt.commandId(), generation, change.name());
  }

  private Outcome send(
      RestChange change, ChangeOrder order, Request request, SendCertainty certainty) {
    HttpAnswer answer = client.send(change, request);
    Outcome outcome =
        answer.isSuccess() ? accepted(change, order, answer) : refused(change, answer);
    if (!outcome.happened() && certainty.inDoubt()) {
      throw failures.inDoubt(
          settings.system() + " refuses it, perhaps because an earlier send went through",
          client.evidence(answer),
          null);
    }
    return outcome;
  }

  private Outcome accepted(RestChange change, ChangeOrder order, HttpAnswer answer) {
    MadeChange made;
    try {
      made = client.made(answer.json());
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt(
          "sent to " + settings.system() + ", and the answer can't be read",
          client.evidence(answer),
          null);
    }
    boolean ours =
        made.operation().equals(order.attempt().id().value())
            && made.fits(change, order.object().value())
            && made.status() != Outcome.Kind.ABSENT;
    if (!ours) {
      throw failures.inDoubt(
          "sent to " + settings.system() + ", and the answer is about something else",
          client.evidence(answer),
          null);
    }
    return quiet(change, made).outcome("accepted by " + settings.system(), settings);
  }

  private Outcome refused(RestChange change, HttpAnswer answer) {
    if (client.isMissing(answer)) {
      throw failures.notFound(
          "the " + change.collection().noun() + " does not exist in " + settings.system(),
          client.evidence(answer));
    }
    RestAnswer problem = client.problem(answer).orElse(null);
    String code = problem == null ? "" : problem.code("code");
    boolean judged = answer.status() == 409 || answer.status() == 422;
    if (problem == null || code.isEmpty() || !judged) {
      throw client.failure(change, answer);
    }
    if (client.isKeyInUse(answer)) {
      throw failures.inDoubt(
          settings.system() + " knows this request from an earlier send",
          client.evidence(answer),
          null);
    }
    String detail = change.equals(RestChange.INVITE) ? "" : problem.sentence("detail");
    return MadeChange.refused("", code, detail, settings);
  }
}
