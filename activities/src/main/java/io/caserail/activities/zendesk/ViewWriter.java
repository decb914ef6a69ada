package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Turn;
import io.caserail.activities.zendesk.TicketAudit.Change;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.CustomerNotice;
import io.caserail.port.RequestFields;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketShown.How;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a view to a ticket once. Zendesk has no idempotency keys for updates, so every try reads
 * the ticket, looks for its own mark in the audits, and writes with {@code safe_update}: the scan
 * finds what a lost answer hid, and of two writers at once one loses and starts again.
 *
 * <p>The command field is emptied only when what stands in it was given by a command that this view
 * or an earlier one has used up. The stamp of a safe update has seconds, so a command given in the
 * very second of the write can still be wiped from the field, though not from the audits: the
 * answer's own audit then shows another previous value, and {@link TicketShown#unread()} says so.
 *
 * <p>The fields of a request that no person has asked for by them are filled, unless somebody has
 * put something else there or the list has no option for its reason: what a person typed is never
 * written over, and the note says what to do instead.
 *
 * <p>Where several requests are on a ticket, the lists show the worst of them. Two of them that are
 * written within a second may not have seen each other: such a ticket is read again after the
 * write, and whoever was the later one puts the lists right.
 *
 * <p>A command for another kind of case is neither marked nor wiped. One that is no longer in the
 * field, because a later one took its place, is hinted at to its own case: the sweep, which looks
 * at fields, could not find it any more.
 *
 * <p>Where Zendesk refuses our fields although money has left, the note is written without them.
 *
 * <p>What has to wait for its turn reads nothing meanwhile: hundreds of notes that become due at
 * once would use up the account's limit of reads.
 *
 * <p>On a closed ticket nothing can be written: what a person must know goes to its follow-up.
 */
final class ViewWriter {
  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final TicketThreads threads;
  private final Function<TicketThread, TicketHistory> histories;
  private final CustomerVoice customers;
  private final HintSink others;
  private final UnaryOperator<String> outages;
  private final Failures failures;

  ViewWriter(
      ZendeskClient client,
      ZendeskFields fields,
      TicketThreads threads,
      Function<TicketThread, TicketHistory> histories,
      CustomerVoice customers,
      HintSink others,
      UnaryOperator<String> outages) {
    this.client = client;
    this.fields = fields;
    this.threads = threads;
    this.histories = histories;
    this.customers = customers;
    this.others = others;
    this.outages = outages;
    this.failures = client.failures();
  }

  TicketShown show(ShowRequest request) {
    Endpoint write = ZendeskClient.UPDATE.going(turn(request.view()));
    client.requireTurn(write.of(request.ticket().value()));
    Optional<TicketThread> found = threads.find(request.ticket());
    if (found.isEmpty()) {
      return new TicketShown(How.CLOSED, false, "");
    }
    TicketThread thread = found.get();
    TicketHistory history = histories.apply(thread);
    String status = thread.last().ticket().text("status");
    boolean unread = hasUnread(history, request);
    ViewMark mark = ViewMark.of(request);
    How already = already(history, mark);
    if (already != null) {
      hintElsewhere(thread.id(), history, request);
      // An earlier try may have written the view before some of these commands were given.
      boolean marked = already == How.OVERTAKEN || history.holds(mark);
      marked = putRight(thread, history, request, marked) || marked;
      return new TicketShown(already, unread, status, !marked, false);
    }
    if (thread.isClosed()) {
      if (!mustBeKnown(request.view())) {
        return new TicketShown(How.CLOSED, unread, status);
      }
      thread = threads.continued(thread);
      history = histories.apply(thread);
    }
    List<String> note =
        customers.withWords(withOutage(request.view()), request.view().words(), thread);
    CustomerNotice notice = request.view().toCustomer();
    if (notice != null) {
      CustomerVoice.Told told = customers.tell(thread, history, request.key(), notice);
      thread = told.thread();
      note = told.told() ? notice.note() : note;
    }
    Doc ticket = thread.last().ticket();
    RequestFields named = request.view().fields();
    RequestFilling filling = RequestFilling.of(named, fields, history);
    if (filling.isBlocked()) {
      note = unfilled(named, note);
    }
    boolean empties = mayEmpty(history, request);
    ObjectNode update = update(note, mark, ticket);
    ShownState due = ShownState.of(mark, history.marks());
    if (empties) {
      empty(update);
    }
    TicketId last = thread.last().id();
    write = write.of(last.value());
    String reference = request.view().reference();
    HttpAnswer answer = write(last, update, reference, due, filling.values(), write);
    if (!filling.values().isEmpty() && isRefused(answer)) {
      note = unfilled(named, note);
      if (!note.isEmpty()) {
        say(update, note);
      }
      answer = write(last, update, reference, due, Map.of(), write);
    }
    if (isRefused(answer) && hasLeft(request.view())) {
      say(update, withoutFields(note, answer));
      answer = client.update(last, update, write);
    }
    if (!answer.isSuccess()) {
      return notWritten(answer, request.view(), unread);
    }
    String before = empties ? new TicketFields(ticket, fields).command() : "";
    TicketShown shown = written(answer, before, unread, isCustomerFirst(thread, mark));
    // What others did in the second of the write stands in newer audits than those at hand.
    if (shown.unread() || ShownState.isShared(mark, history.marks())) {
      Optional<TicketThread> after = threads.find(request.ticket());
      if (after.isPresent()) {
        history = histories.apply(after.get());
        putRight(after.get(), history, request, true);
      }
    }
    hintElsewhere(thread.id(), history, request);
    return shown;
  }

  /** Writes it with our fields, and the request's where they are to be filled. */
  private HttpAnswer write(
      TicketId ticket,
      ObjectNode update,
      String reference,
      @Nullable ShownState due,
      Map<Long, String> filled,
      Endpoint endpoint) {
    HttpAnswer answer = client.update(ticket, whole(update, reference, due, filled), endpoint);
    if (isRefused(answer) && due != null && due.late()) {
      // The account has no option for it yet: what is late is better shown than nothing.
      answer = client.update(ticket, whole(update, reference, due.inTime(), filled), endpoint);
    }
    return answer;
  }

  private ObjectNode whole(
      ObjectNode update, String reference, @Nullable ShownState due, Map<Long, String> filled) {
    ObjectNode whole = update.deepCopy();
    show(whole, reference, due);
    filled.forEach((field, value) -> set(whole, field, value));
    return whole;
  }

  /** Where nothing goes on without a person, they are told before those who only wait. */
  private static Turn turn(TicketView view) {
    TicketState state = view.state();
    return state != null && state.isWorseThan(TicketState.WAITING) ? Turn.FIRST : Turn.IN_TURN;
  }

  /**
   * Makes a ticket that holds the view show the rest too: the lists, where it has several requests,
   * what the newest view of each says; and the marks, where they lack some, what the view uses up.
   *
   * @param marked whether the marks lack nothing
   * @return whether it was written
   */
  private boolean putRight(
      TicketThread thread, TicketHistory history, ShowRequest request, boolean marked) {
    ViewMark mark = ViewMark.of(request);
    Doc ticket = thread.last().ticket();
    ShownState due = unshown(history, mark, new TicketFields(ticket, fields));
    if (thread.isClosed() || (due == null && marked)) {
      return false;
    }
    // What has been shown since stays the newest: a mark without a state says nothing about it.
    ObjectNode update = update(List.of(), due == null ? mark.withoutState() : mark, ticket);
    show(update, "", due);
    if (mayEmpty(history, request)) {
      empty(update);
    }
    HttpAnswer answer = client.update(thread.last().id(), update);
    if (answer.isSuccess()) {
      return leftTrace(answer);
    }
    // Closed, gone, or one that does not take our fields: there is nothing more to be done.
    if (answer.status() != 422 && answer.status() != 404) {
      throw client.failure(ZendeskClient.UPDATE, answer);
    }
    return false;
  }

  /** What the lists of a ticket with several requests should show and don't; null for nothing. */
  private @Nullable ShownState unshown(TicketHistory history, ViewMark mark, TicketFields now) {
    ShownState due = ShownState.of(mark, history.marks());
    ViewMark newest = newest(history, mark.key());
    return due == null
            || newest == null
            || !newest.isOfSameView(mark)
            || !ShownState.isShared(mark, history.marks())
            || isShown(due, now)
        ? null
        : due;
  }

  private boolean isShown(ShownState due, TicketFields now) {
    WaitsFor waitsFor = due.waitsFor();
    return now.value(fields.state()).equals(tag(due))
        && (waitsFor == null || now.value(fields.waitsFor()).equals(fields.waitsTag(waitsFor)));
  }

  /** Whoever can't be told is told by the next try, which finds the view on the ticket. */
  private void hintElsewhere(TicketId ticket, TicketHistory history, ShowRequest request) {
    history.commands().stream()
        .filter(command -> command.option().about() != request.about())
        .filter(command -> !history.isUsed(command) && !command.equals(history.holder()))
        .forEach(
            command ->
                others.hint(
                    command.option().about(), ticket, ZendeskSweep.object(command.values())));
  }

  /** Fields that nobody looks at any more are no reason to open a follow-up. */
  private static boolean mustBeKnown(TicketView view) {
    return !view.note().isEmpty();
  }

  /** What the marks say of this view; null when it has to be written. */
  private static @Nullable How already(TicketHistory history, ViewMark mark) {
    ViewMark newest = newest(history, mark.key());
    if (newest == null) {
      return null;
    }
    // By its hash too: another case that writes under the same key may have used the same number.
    boolean wasWritten = history.marks().stream().anyMatch(mark::isOfSameView);
    if (wasWritten || isAnswered(history, mark)) {
      return How.ALREADY_THERE;
    }
    return newest.revision() > mark.revision() ? How.OVERTAKEN : null;
  }

  /**
   * Each case that has read a command may answer it, in its own words and with revisions of its
   * own: once is enough, unless this one answers more of them.
   */
  private static boolean isAnswered(TicketHistory history, ViewMark mark) {
    return history.marks().stream().anyMatch(mark::saysNoMoreThan)
        && history.commands().stream()
            .map(command -> RequestKey.answer(command.commandId()).value())
            .anyMatch(mark.key()::equals);
  }

  private static @Nullable ViewMark newest(TicketHistory history, String key) {
    ViewMark newest = null;
    for (ViewMark other : history.marks()) {
      if (other.key().equals(key) && (newest == null || other.revision() >= newest.revision())) {
        newest = other;
      }
    }
    return newest;
  }

  private boolean hasUnread(TicketHistory history, ShowRequest request) {
    return history.commands().stream()
        .filter(command -> command.option().about() == request.about())
        .anyMatch(command -> !isTaken(history, request, command));
  }

  private boolean mayEmpty(TicketHistory history, ShowRequest request) {
    CommandAudit holder = history.holder();
    return holder != null && isTaken(history, request, holder);
  }

  private static boolean isTaken(TicketHistory history, ShowRequest request, CommandAudit command) {
    return history.isUsed(command) || request.commands().contains(command.commandId());
  }

  private static ObjectNode update(List<String> note, ViewMark mark, Doc ticket) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.putArray("custom_fields");
    if (!note.isEmpty()) {
      say(update, note);
    }
    update.putObject("metadata").set(ViewMark.NAME, mark.toJson());
    update.put("safe_update", true);
    update.put("updated_stamp", ticket.text("updated_at"));
    return update;
  }

  private static void say(ObjectNode update, List<String> note) {
    update.putObject("comment").put("body", NoteText.of(note)).put("public", false);
  }

  private String tag(ShownState shown) {
    String tag = fields.stateTag(shown.state());
    return shown.late() ? ZendeskFields.lateTag(tag) : tag;
  }

  private void show(ObjectNode update, String reference, @Nullable ShownState shown) {
    if (shown != null) {
      set(update, fields.state(), tag(shown));
    }
    if (shown != null && shown.waitsFor() != null) {
      set(update, fields.waitsFor(), fields.waitsTag(shown.waitsFor()));
    }
    if (!reference.isEmpty()) {
      set(update, fields.reference(), reference);
    }
  }

  /** What is said where the fields don't hold the request: no macro finds it by them then. */
  private static List<String> unfilled(@Nullable RequestFields named, List<String> note) {
    return named == null || named.otherwise().isEmpty() ? note : named.otherwise();
  }

  private void empty(ObjectNode update) {
    set(update, fields.command(), "");
    // The next decision has reasons of its own.
    fields.decisionReasons().forEach(list -> set(update, list, ""));
  }

  private static void set(ObjectNode update, long field, String value) {
    update.withArray("custom_fields").addObject().put("id", field).put("value", value);
  }

  /** Zendesk does not take the fields, and it is not because the ticket is closed. */
  private static boolean isRefused(HttpAnswer answer) {
    return answer.status() == 422 && !isClosed(answer.json().path("details"));
  }

  /** How many others wait for the same, as it is known now; the mark is that of the view alone. */
  private List<String> withOutage(TicketView view) {
    String outage = view.waitsOn() == null ? "" : outages.apply(view.waitsOn());
    if (outage.isEmpty() || view.note().isEmpty()) {
      return view.note();
    }
    List<String> lines = new ArrayList<>(view.note());
    String first = lines.get(0);
    boolean ended = first.endsWith(".");
    lines.set(0, (ended ? first.substring(0, first.length() - 1) : first) + "; " + outage + ".");
    return lines;
  }

  /** What became of money is said at any rate, even where our lists can't show it. */
  private static boolean hasLeft(TicketView view) {
    return !view.reference().isEmpty() && !view.note().isEmpty();
  }

  private static List<String> withoutFields(List<String> note, HttpAnswer answer) {
    List<String> lines = new ArrayList<>(note);
    lines.set(
        0,
        note.get(0)
            + " The fields here are old, Zendesk does not take them"
            + concerned(answer.json().path("details"))
            + ".");
    return lines;
  }

  /** Whether the customer has written since the request was taken up, and nothing said why. */
  private static boolean isCustomerFirst(TicketThread thread, ViewMark mark) {
    if (!mark.isTrouble()) {
      return false;
    }
    String customer = thread.last().ticket().text("requester_id");
    boolean begun = false;
    boolean wrote = false;
    for (TicketAudit audit : thread.audits()) {
      ViewMark before = audit.mark();
      if (before != null && before.key().equals(mark.key())) {
        if (before.isTrouble()) {
          return false;
        }
        begun = true;
        // After an ending the request is out of everybody's mind until it fails.
        wrote &= before.state() == null || !before.state().isEnding();
      } else if (begun && audit.spoken() && audit.author().equals(customer)) {
        wrote = true;
      }
    }
    return wrote;
  }

  private TicketShown written(
      HttpAnswer answer, String before, boolean unread, boolean customerFirst) {
    try {
      Doc body = new Doc(answer.json(), "answer", failures);
      String status = body.child("ticket").text("status");
      TicketAudit audit = TicketAudit.read(body.child("audit"));
      return new TicketShown(
          How.WRITTEN,
          unread || wipedAnother(audit, before),
          status,
          !leftTrace(answer),
          customerFirst);
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt(
          "written to Zendesk, and the answer can't be read", ZendeskClient.evidence(answer), null);
    }
  }

  /** An update that changes nothing is answered with an audit that is not kept, nor is its mark. */
  private static boolean leftTrace(HttpAnswer answer) {
    return !answer.json().path("audit").path("events").isEmpty();
  }

  private boolean wipedAnother(TicketAudit audit, String before) {
    String command = Long.toString(fields.command());
    return audit.changes().stream()
        .filter(change -> change.field().equals(command))
        .map(Change::previous)
        .anyMatch(previous -> !previous.equals(before));
  }

  private TicketShown notWritten(HttpAnswer answer, TicketView view, boolean unread) {
    if (answer.status() == 404 && ZendeskClient.isMissingRecord(answer)) {
      return new TicketShown(How.CLOSED, unread, "");
    }
    if (answer.status() != 422) {
      throw client.failure(ZendeskClient.UPDATE, answer);
    }
    JsonNode details = answer.json().path("details");
    if (isClosed(details)) {
      if (mustBeKnown(view)) {
        // Closed a moment ago: the next try goes on in a follow-up.
        throw failures.conflict(ZendeskClient.evidence(answer), null);
      }
      return new TicketShown(How.CLOSED, unread, "closed");
    }
    throw failures.badAnswer(
        "Zendesk does not take the note or the fields",
        ZendeskClient.evidence(answer) + concerned(details));
  }

  static boolean isClosed(JsonNode details) {
    for (JsonNode entry : details.path("status")) {
      if (entry.path("description").asText("").toLowerCase(Locale.ROOT).contains("closed")) {
        return true;
      }
    }
    return false;
  }

  /** The fields that a 422 names: their ids, or what it lists them under. */
  private static String concerned(JsonNode details) {
    Set<String> names = new TreeSet<>();
    details
        .properties()
        .forEach(
            part ->
                part.getValue()
                    .forEach(
                        entry -> {
                          String id = entry.path("ticket_field_id").asText("");
                          names.add(id.isEmpty() ? part.getKey() : id);
                        }));
    names.removeIf(name -> !name.matches("[A-Za-z0-9_]{1,40}"));
    return names.isEmpty() ? "" : ", fields " + String.join(" ", names);
  }
}
