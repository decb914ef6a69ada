package io.caserail.worker.upstreamcheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.rest.RestAccounts;
import io.caserail.activities.rest.RestChange;
import io.caserail.activities.rest.RestChanges;
import io.caserail.activities.rest.RestClient;
import io.caserail.activities.rest.RestOrders;
import io.caserail.activities.rest.RestRequests;
import io.caserail.activities.rest.RestSettings;
import io.caserail.model.FaultDomain;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.port.Clearing;
import io.caserail.port.FailureType;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Runs every rule against a service. It makes one change, on the object of its trial, and is to be
 * run once: give it another object, or put that one back, before the next.
 */
public final class ContractCheck implements AutoCloseable {
  private static final Endpoint READ = Endpoint.read("check");
  private static final Endpoint WRITE = Endpoint.write("check");
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String NOBODY = "caserail-check";

  private final SecureRandom random = new SecureRandom();
  private final ExecutorService both = Executors.newFixedThreadPool(2);
  private final AtomicLong slowestMillis = new AtomicLong();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> textual = new ArrayList<>();
  private final HttpSettings http;
  private final HttpCalls calls;
  private final RestSettings settings;
  private final Upstream upstream;
  private final RestClient client;
  private final RestRequests requests;
  private final Trial trial;
  private final OperationId operation;
  private final String key;

  public ContractCheck(RestSettings settings, HttpSettings http, Trial trial) {
    this.settings = settings;
    this.http = http;
    this.trial = trial;
    this.calls = new HttpCalls(http);
    this.upstream =
        new Upstream(
            calls,
            new Failures(settings.system(), FaultDomain.UPSTREAM),
            Clock.systemUTC(),
            null,
            (system, endpoint, result, took) ->
                slowestMillis.accumulateAndGet(took.toMillis(), Math::max));
    this.client = new RestClient(upstream, settings);
    this.requests = new RestRequests(settings);
    this.operation = freshOperation();
    this.key = "caserail-check-" + hex(16);
  }

  /**
   * Checks.
   *
   * @return what came of each rule; of the first alone when the object can't be read
   * @throws ServiceUnavailable when nobody answers
   */
  public List<Finding> run() {
    if (!readsTheObject()) {
      return List.copyOf(findings);
    }
    check(Rule.ASKS_WHO_CALLS, this::asksWhoCalls);
    check(Rule.KNOWS_WHAT_IT_LACKS, this::knowsWhatItLacks);
    change();
    check(Rule.FINDS_NOTHING_ELSE, this::findsNothingElse);
    findings.add(problems());
    check(Rule.STANDS_ODD_INPUT, this::standsOddInput);
    findings.add(inTime());
    return List.copyOf(findings);
  }

  private boolean readsTheObject() {
    Rule rule = Rule.READS_THE_OBJECT;
    try {
      boolean found = isFound();
      findings.add(new Finding(rule, found, found ? "read" : trial.path() + " does not exist"));
      return found;
    } catch (ApplicationFailure failure) {
      if (Failures.is(failure, FailureType.UPSTREAM_AWAY)) {
        throw new ServiceUnavailable(String.valueOf(failure.getOriginalMessage()));
      }
      findings.add(Finding.broken(rule, said(failure)));
      return false;
    }
  }

  /** Reads it as the cases do, with all its facts. */
  private boolean isFound() {
    LookUpRequest look = new LookUpRequest(trial.object());
    RestChanges none =
        new RestChanges(client, order -> Clearing.GO, ChangeRecord.NONE, Clock.systemUTC());
    PersonTags tags = new PersonTags(new Secret(hex(16)));
    return switch (trial.change().collection()) {
      case ORDERS -> new RestOrders(client, none, tags).lookUpOrder(look).found();
      case ACCOUNTS ->
          new RestAccounts(client, none, tags, Secret::new).lookUpAccount(look).found();
      case ACCESS -> client.has(trial.change().collection(), trial.object());
    };
  }

  private Finding asksWhoCalls() {
    Rule rule = Rule.ASKS_WHO_CALLS;
    for (Request asked :
        List.of(
            requests.object(trial.change().collection(), trial.object().value()),
            requests.find(operation.value()))) {
      HttpAnswer answer =
          upstream.call(READ, asked.newBuilder().removeHeader(settings.auth().header()).build());
      if (answer.status() != 401 && answer.status() != 403) {
        return Finding.broken(
            rule, "without a key " + asked.url().encodedPath() + " is HTTP " + answer.status());
      }
      noteForm(answer);
    }
    return Finding.holds(rule, "401 or 403 without one");
  }

  private Finding knowsWhatItLacks() {
    HttpAnswer answer =
        upstream.call(
            READ, requests.object(trial.change().collection(), "caserail-check-" + hex(8)));
    noteForm(answer);
    return new Finding(Rule.KNOWS_WHAT_IT_LACKS, client.isMissing(answer), client.evidence(answer));
  }

  /** The one change: asked for twice at once, then again, then with another body. */
  private void change() {
    ObjectNode body =
        RestRequests.body(operation.value(), trial.change(), trial.value(), NOBODY, NOBODY);
    Request request = requests.change(trial.change(), trial.object().value(), key, body);
    HttpAnswer first;
    HttpAnswer second;
    try {
      CompletableFuture<HttpAnswer> one = at(request);
      CompletableFuture<HttpAnswer> other = at(request);
      first = one.join();
      second = other.join();
    } catch (CompletionException e) {
      findings.add(Finding.broken(Rule.MAKES_IT_ONCE, said(e)));
      return;
    }
    findings.add(once(first, second));
    HttpAnswer made = reference(first).isEmpty() ? second : first;
    if (reference(made).isEmpty()) {
      return;
    }
    check(Rule.ANSWERS_AS_BEFORE, () -> answersAsBefore(request, made));
    check(Rule.REFUSES_ANOTHER_BODY, () -> refusesAnotherBody(body));
    check(Rule.FINDS_IT, () -> findsIt(made));
  }

  private CompletableFuture<HttpAnswer> at(Request request) {
    return CompletableFuture.supplyAsync(() -> upstream.call(WRITE, request), both);
  }

  private Finding once(HttpAnswer first, HttpAnswer second) {
    Rule rule = Rule.MAKES_IT_ONCE;
    String seen = client.evidence(first) + "; " + client.evidence(second);
    if (!first.isSuccess() && !second.isSuccess()) {
      return Finding.broken(rule, seen + ": not made; choose an object on which it may be made");
    }
    HttpAnswer made = reference(first).isEmpty() ? second : first;
    HttpAnswer other = reference(first).isEmpty() ? first : second;
    String reference = reference(made);
    if (reference.isEmpty()) {
      return Finding.broken(
          rule, "nothing to change, or no reference; put the object back, or choose another");
    }
    boolean same =
        other.isSuccess() ? reference(other).equals(reference) : client.isKeyInUse(other);
    return new Finding(rule, same, same ? seen : seen + ": not the same answer");
  }

  private Finding answersAsBefore(Request request, HttpAnswer made) {
    HttpAnswer again = upstream.call(WRITE, request);
    boolean same = again.status() == made.status() && again.json().equals(made.json());
    return new Finding(
        Rule.ANSWERS_AS_BEFORE,
        same,
        client.evidence(again) + (same ? "" : ", and not the answer of the first time"));
  }

  private Finding refusesAnotherBody(ObjectNode body) {
    ObjectNode other = body.deepCopy().put("value", "caserail-check-" + hex(4));
    HttpAnswer answer =
        upstream.call(WRITE, requests.change(trial.change(), trial.object().value(), key, other));
    noteForm(answer);
    return new Finding(
        Rule.REFUSES_ANOTHER_BODY, client.isKeyInUse(answer), client.evidence(answer));
  }

  private Finding findsIt(HttpAnswer made) {
    List<String> found = client.references(operation, trial.change(), trial.object());
    String reference = reference(made);
    return new Finding(
        Rule.FINDS_IT,
        found.equals(List.of(reference)),
        found.isEmpty() ? "not found" : "found " + String.join(", ", found));
  }

  private Finding findsNothingElse() {
    List<String> found = client.references(freshOperation(), trial.change(), trial.object());
    return new Finding(
        Rule.FINDS_NOTHING_ELSE, found.isEmpty(), found.isEmpty() ? "empty" : "found " + found);
  }

  private void noteForm(HttpAnswer answer) {
    if (answer.isSuccess()) {
      return;
    }
    String type = String.valueOf(answer.header("Content-Type")).toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/problem+json") || client.code(answer).isEmpty()) {
      textual.add("HTTP " + answer.status());
    }
  }

  private Finding problems() {
    return new Finding(
        Rule.SAYS_NO_IN_PROBLEMS,
        textual.isEmpty(),
        textual.isEmpty() ? "each of them" : "not so: " + String.join(", ", textual));
  }

  private Finding standsOddInput() {
    List<String> wrong = new ArrayList<>();
    for (String body : List.of("", "{", "[]", "{}", "null", "{\"operationId\":[],\"change\":{}}")) {
      odd(wrong, "body '" + body + "'", oddBody(body));
    }
    ObjectNode unknown =
        RestRequests.body(
            freshOperation().value(),
            new RestChange(trial.change().collection(), "caserail_check"),
            "x".repeat(10_000) + "\u0000'\"<>",
            NOBODY,
            NOBODY);
    odd(wrong, "an unknown change", oddBody(unknown.toString()));
    odd(wrong, "an odd id", requests.object(trial.change().collection(), "'; --\u00fc/../%00"));
    return new Finding(
        Rule.STANDS_ODD_INPUT,
        wrong.isEmpty(),
        wrong.isEmpty() ? "each a 4xx" : String.join(", ", wrong));
  }

  private Request oddBody(String body) {
    ObjectNode placeholder =
        RestRequests.body(operation.value(), trial.change(), "", NOBODY, NOBODY);
    return requests
        .change(trial.change(), trial.object().value(), "caserail-check-" + hex(16), placeholder)
        .newBuilder()
        .post(RequestBody.create(body, JSON))
        .build();
  }

  private void odd(List<String> wrong, String what, Request request) {
    HttpAnswer answer = upstream.call(READ, request);
    if (answer.status() < 400 || answer.status() >= 500) {
      wrong.add(what + " is HTTP " + answer.status());
    }
  }

  private Finding inTime() {
    long most = slowestMillis.get();
    long patience = http.call().toMillis();
    return new Finding(
        Rule.ANSWERS_IN_TIME,
        most <= patience / 2,
        "the slowest took " + most + " ms of " + patience);
  }

  private void check(Rule rule, Supplier<Finding> look) {
    try {
      findings.add(look.get());
    } catch (ApplicationFailure failure) {
      findings.add(Finding.broken(rule, said(failure)));
    }
  }

  /** The number of what was made; empty where nothing was. */
  private String reference(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      return "";
    }
    JsonNode reference = answer.json().at(settings.change().pointer("reference"));
    return reference.isValueNode() ? reference.asText() : "";
  }

  private static String said(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof ApplicationFailure known) {
      Trouble trouble = Failures.troubleOf(known);
      if (trouble != null) {
        return trouble.cause() + (trouble.evidence().isEmpty() ? "" : ": " + trouble.evidence());
      }
    }
    return cause.getClass().getSimpleName();
  }

  private OperationId freshOperation() {
    return OperationId.of(trial.object(), new RequestKey(hex(8)), "check");
  }

  private String hex(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  @Override
  public void close() {
    both.shutdown();
    calls.close();
  }
}
