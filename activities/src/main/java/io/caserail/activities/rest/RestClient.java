package io.caserail.activities.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Upstream;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Request;

/**
 * A company's HTTP API: one object, the changes of an operation, a change. Every method makes its
 * call once and fails as {@link Failures} has it.
 */
public final class RestClient {
  private static final Endpoint FIND = Endpoint.read("find_changes");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,80}");

  private final Upstream upstream;
  private final RestSettings settings;
  private final RestRequests requests;

  public RestClient(Upstream upstream, RestSettings settings) {
    this.upstream = upstream;
    this.settings = settings;
    this.requests = new RestRequests(settings);
  }

  Failures failures() {
    return upstream.failures();
  }

  SendFrame frame(InstantSource clock) {
    return SendFrame.of(upstream, clock);
  }

  RestSettings settings() {
    return settings;
  }

  RestRequests requests() {
    return requests;
  }

  /** The object, or nothing when the company says that it has none of this id. */
  Optional<RestAnswer> object(RestCollection collection, ObjectId id) {
    Endpoint endpoint = Endpoint.read(collection.path());
    HttpAnswer answer = upstream.call(endpoint, requests.object(collection, id.value()));
    if (isMissing(answer)) {
      return Optional.empty();
    }
    return Optional.of(
        new RestAnswer(
            success(endpoint, answer), settings.object(collection), collection.noun(), failures()));
  }

  /** All changes that were made for an operation. */
  List<MadeChange> changes(OperationId operation) {
    HttpAnswer answer = upstream.call(FIND, requests.find(operation.value()));
    JsonNode json = success(FIND, answer);
    List<MadeChange> found = new ArrayList<>();
    for (JsonNode one : listed(json)) {
      MadeChange change = made(one);
      if (!change.operation().equals(operation.value())) {
        throw failures()
            .badAnswer(
                failures().system() + " was asked for one operation and shows another",
                evidence(answer));
      }
      found.add(change);
    }
    return found;
  }

  /** The references of what an operation has done to an object, as {@link RestChanges} finds it. */
  public List<String> references(OperationId operation, RestChange change, ObjectId object) {
    return changes(operation).stream()
        .filter(c -> c.happened() && c.fits(change, object.value()))
        .map(MadeChange::reference)
        .toList();
  }

  /** Whether there is such an object. */
  public boolean has(RestCollection collection, ObjectId id) {
    return object(collection, id).isPresent();
  }

  private Iterable<JsonNode> listed(JsonNode json) {
    AnswerMap map = settings.change();
    if (!map.tells("list")) {
      return isAbsent(json) ? List.of() : List.of(json);
    }
    JsonNode list = map.find(json, "list");
    if (!list.isArray()) {
      throw new RestAnswer(json, map, "changes", failures()).unreadable("list");
    }
    return list;
  }

  private boolean isAbsent(JsonNode json) {
    RestAnswer only = new RestAnswer(json, settings.change(), "change", failures());
    return only.meaning("status").equals("absent");
  }

  /** A change as an answer shows it. */
  MadeChange made(JsonNode json) {
    return MadeChange.read(new RestAnswer(json, settings.change(), "change", failures()), settings);
  }

  /** Sends a change; an answer of any status comes back. */
  HttpAnswer send(RestChange change, Request request) {
    return upstream.call(endpoint(change), request);
  }

  /** The failure that an answer without success to a change stands for. */
  ApplicationFailure failure(RestChange change, HttpAnswer answer) {
    return answer.status() == 404 || answer.status() == 410
        ? unknownAddress(answer)
        : upstream.failure(endpoint(change), answer, evidence(answer));
  }

  /** What a problem document says. */
  Optional<RestAnswer> problem(HttpAnswer answer) {
    return answer.json().isObject()
        ? Optional.of(new RestAnswer(answer.json(), settings.change(), "problem", failures()))
        : Optional.empty();
  }

  /** Whether an answer says that there is no such object, and not that there is no such address. */
  public boolean isMissing(HttpAnswer answer) {
    if (answer.status() != 404 && answer.status() != 410) {
      return false;
    }
    boolean all = settings.codes().byMeaning().getOrDefault("unknown_object", List.of()).isEmpty();
    return all || settings.codes().mean("unknown_object", code(answer));
  }

  /** Whether an answer says that the key is known from another request, or from one under way. */
  public boolean isKeyInUse(HttpAnswer answer) {
    return settings.codes().mean("key_in_use", code(answer));
  }

  /** The code of a problem document; empty where there is none. */
  public String code(HttpAnswer answer) {
    return problem(answer).map(p -> p.code("code")).orElse("");
  }

  /** What an engineer can search for in the company's log. */
  public String evidence(HttpAnswer answer) {
    String request = answer.header("X-Request-Id");
    String code = code(answer);
    return "HTTP "
        + answer.status()
        + (code.isEmpty() ? "" : ", " + code)
        + (request == null || !REQUEST_ID.matcher(request).matches() ? "" : ", request " + request);
  }

  private JsonNode success(Endpoint endpoint, HttpAnswer answer) {
    if (answer.isSuccess()) {
      return answer.json();
    }
    if (answer.status() == 404 || answer.status() == 410) {
      throw unknownAddress(answer);
    }
    throw upstream.failure(endpoint, answer, evidence(answer));
  }

  private ApplicationFailure unknownAddress(HttpAnswer answer) {
    return failures()
        .badAnswer(
            failures().system() + " does not know this address of its API", evidence(answer));
  }

  private static Endpoint endpoint(RestChange change) {
    return Endpoint.write(change.name());
  }
}
