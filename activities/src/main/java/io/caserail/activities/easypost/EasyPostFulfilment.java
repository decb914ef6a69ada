package io.caserail.activities.easypost;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.Finding;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.change.SendCertainty;
import io.caserail.activities.change.StateChange;
import io.caserail.activities.easypost.EasyPostShipment.Refund;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.model.ObjectId;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.ParcelWatch;
import io.caserail.port.ShipmentFacts;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Labels through EasyPost, which calls a void a refund.
 *
 * <p>A refund takes no idempotency key and no metadata: it is a state of the shipment, the same
 * whoever asked. It is read before each send, and one that was asked for is taken as it stands. A
 * refund that the carrier has rejected may be asked for again; only a new generation does so, since
 * a rejection that stands may be the answer to this very operation.
 *
 * @see <a href="https://docs.easypost.com/docs/shipments/shipping-refund">EasyPost: shipping
 *     refund</a>
 */
public final class EasyPostFulfilment implements FulfilmentActivities {
  /** How often to ask at least whether a parcel has moved: it is away within hours. */
  private static final Duration MOVES = Duration.ofMinutes(15);

  private static final String READ = "read in EasyPost";

  private final EasyPostClient client;
  private final EasyPostSettings settings;
  private final Failures failures;
  private final StateChange changes;

  /**
   * The activities.
   *
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   * @param clock against which the time to send is held
   */
  public EasyPostFulfilment(
      EasyPostClient client,
      Clearance clearance,
      ChangeRecord record,
      InstantSource clock,
      EasyPostSettings settings) {
    this.client = client;
    this.settings = settings;
    this.failures = client.failures();
    this.changes = new StateChange(client.frame(clock), clearance, record);
  }

  /** What there is to go by when an answer about a label is lost. */
  public static LostAnswer lostAnswer() {
    return LostAnswer.keyless(
        "EasyPost",
        "a refund is a state of the label, which is read before each send",
        "the refund's status on the shipment");
  }

  @Override
  public ShipmentFacts lookUpShipment(LookUpRequest request) {
    ObjectId id = request.payment();
    String system = failures.system();
    return find(id)
        .map(s -> new ShipmentFacts(system, id, true, s.stage(), s.tracking()))
        .orElseGet(() -> new ShipmentFacts(system, id, false, ShipmentFacts.Stage.UNKNOWN, ""));
  }

  @Override
  public Outcome voidLabel(ChangeOrder order) {
    return changes.make(order, certainty -> look(order, certainty));
  }

  private Finding look(ChangeOrder order, SendCertainty certainty) {
    EasyPostShipment now = existing(order.object());
    boolean asksAgain = now.refund() == Refund.REJECTED && order.attempt().generation() > 0;
    if (now.refund() != Refund.NONE && !asksAgain) {
      return Finding.stands(standing(now, certainty.inDoubt()));
    }
    return now.hasLeft()
        ? Finding.stands(tooLate(now))
        : Finding.missing(() -> send(order, certainty));
  }

  private Outcome send(ChangeOrder order, SendCertainty certainty) {
    HttpAnswer answer = client.refund(order.object());
    if (answer.isSuccess()) {
      return accepted(order, answer);
    }
    if (answer.status() != 400 && answer.status() != 422) {
      throw client.failure(answer);
    }
    return refused(order, answer, certainty.inDoubt());
  }

  private Outcome accepted(ChangeOrder order, HttpAnswer answer) {
    String evidence = EasyPostClient.evidence(answer);
    EasyPostShipment now;
    try {
      now = EasyPostShipment.read(new Doc(answer.json(), "shipment", failures));
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt("sent to EasyPost, and the answer can't be read", evidence, null);
    }
    if (!now.id().equals(order.object().value()) || now.refund() == Refund.NONE) {
      throw failures.inDoubt(
          "sent to EasyPost, and the answer is about something else", evidence, null);
    }
    return outcome(now, "accepted by EasyPost");
  }

  /** EasyPost said no; its codes don't tell why, but the shipment does. */
  private Outcome refused(ChangeOrder order, HttpAnswer answer, boolean inDoubt) {
    EasyPostShipment now = existing(order.object());
    if (now.refund() != Refund.NONE && now.refund() != Refund.REJECTED) {
      return standing(now, inDoubt);
    }
    if (now.hasLeft()) {
      return tooLate(now);
    }
    String evidence = EasyPostClient.evidence(answer);
    if (inDoubt) {
      throw failures.inDoubt("EasyPost refuses it, and an earlier send is open", evidence, null);
    }
    String code = EasyPostClient.code(answer);
    return Outcome.rejected(
        now.id(), code.isEmpty() ? "refused" : code, "EasyPost does not take the label back");
  }

  @Override
  public Outcome findVoid(ChangeOrder order) {
    Optional<EasyPostShipment> found = find(order.object());
    if (found.isEmpty()) {
      return Outcome.absent("EasyPost has no such shipment");
    }
    Outcome outcome = outcome(found.get(), READ);
    return outcome.happened() ? outcome : Outcome.absent(outcome.evidence());
  }

  @Override
  public Outcome awaitMove(ParcelWatch watch) {
    ShipmentFacts now = lookUpShipment(new LookUpRequest(watch.shipment()));
    if (now.stage() == watch.stage()) {
      throw failures.notYet(
          "the parcel is where it was",
          watch.shipment().value(),
          settings.pollAfter().compareTo(MOVES) < 0 ? settings.pollAfter() : MOVES);
    }
    return Outcome.absent("the parcel is " + now.stage().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Outcome awaitVoid(ChangeOrder order) {
    EasyPostShipment now = existing(order.object());
    Outcome outcome = outcome(now, READ);
    if (outcome.pollAfter() != null) {
      throw failures.notYet(
          "the carrier has not answered yet; it may take 30 days", now.id(), outcome.pollAfter());
    }
    if (outcome.kind() == Outcome.Kind.ABSENT) {
      throw failures.badAnswer("EasyPost knows of no void of this label any more", now.id());
    }
    return outcome;
  }

  /** What stood before this attempt: our own doing only where that may be. */
  private Outcome standing(EasyPostShipment now, boolean maybeOurs) {
    Outcome outcome = outcome(now, READ);
    return outcome.happened() && !maybeOurs
        ? outcome.stoodBefore("it was asked for before")
        : outcome;
  }

  /**
   * What the label's state means.
   *
   * @param how how we know, a clause for people
   */
  private Outcome outcome(EasyPostShipment now, String how) {
    return switch (now.refund()) {
      case NONE -> Outcome.absent("nobody has asked for the label to be taken back");
      case SUBMITTED -> Outcome.pending(now.id(), how, settings.pollAfter());
      case REFUNDED -> Outcome.succeeded(now.id(), how);
      case REJECTED ->
          Outcome.rejected(now.id(), "rejected", "the carrier does not take the label back");
      case NOT_APPLICABLE ->
          Outcome.rejected(
              now.id(),
              "not_applicable",
              "the carrier bills a label when it is scanned, and takes none back");
    };
  }

  private static Outcome tooLate(EasyPostShipment now) {
    return Outcome.rejected(
        now.id(), now.status(), "the parcel has left: " + now.status().replace('_', ' '));
  }

  private EasyPostShipment existing(ObjectId id) {
    return find(id)
        .orElseThrow(
            () -> failures.notFound("the shipment does not exist in EasyPost", id.value()));
  }

  private Optional<EasyPostShipment> find(ObjectId id) {
    Optional<EasyPostShipment> found = client.shipment(id).map(EasyPostShipment::read);
    if (found.isPresent() && found.get().production() != settings.live()) {
      throw failures.ourFault("EasyPost answers in the other mode than the one we run in", "mode");
    }
    return found;
  }
}
