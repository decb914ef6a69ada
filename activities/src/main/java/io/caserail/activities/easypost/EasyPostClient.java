package io.caserail.activities.easypost;

import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Upstream;
import io.caserail.model.ObjectId;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * EasyPost's HTTP API: a shipment, and the wish to take its label back. Every method makes its call
 * once and fails as {@link Failures} has it.
 *
 * @see <a href="https://docs.easypost.com/docs">EasyPost: API reference</a>
 */
public final class EasyPostClient {
  private static final Endpoint SHIPMENT = Endpoint.read("shipments");
  private static final Endpoint REFUND = Endpoint.write("refund_shipment");
  private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);

  private final Upstream upstream;
  private final HttpUrl shipments;
  private final String authorization;

  public EasyPostClient(Upstream upstream, EasyPostSettings settings) {
    this.upstream = upstream;
    this.shipments =
        HttpUrl.get(settings.base())
            .newBuilder()
            .addPathSegment("v2")
            .addPathSegment("shipments")
            .build();
    this.authorization = Credentials.basic(settings.key().value(), "");
  }

  Failures failures() {
    return upstream.failures();
  }

  SendFrame frame(InstantSource clock) {
    return SendFrame.of(upstream, clock);
  }

  /** The shipment, or nothing when EasyPost says that it has none of this id. */
  Optional<Doc> shipment(ObjectId id) {
    HttpAnswer answer = upstream.call(SHIPMENT, request(at(id).build()).build());
    if (answer.isSuccess()) {
      return Optional.of(new Doc(answer.json(), "shipment", failures()));
    }
    if (answer.status() == 404) {
      if (code(answer).equals("NOT_FOUND")) {
        return Optional.empty();
      }
      throw failures()
          .badAnswer("EasyPost does not know this address of its API", evidence(answer));
    }
    throw upstream.failure(SHIPMENT, answer, evidence(answer));
  }

  /** Asks for the label to be taken back; an answer of any status comes back. */
  HttpAnswer refund(ObjectId id) {
    HttpUrl url = at(id).addPathSegment("refund").build();
    return upstream.call(REFUND, request(url).post(NOTHING).build());
  }

  /** The failure that an answer without success to a refund stands for. */
  ApplicationFailure failure(HttpAnswer answer) {
    return upstream.failure(REFUND, answer, evidence(answer));
  }

  /** The error's code; empty where there is none. */
  static String code(HttpAnswer answer) {
    String code = answer.json().path("error").path("code").asText("");
    return code.matches("[A-Za-z0-9_.]{1,60}") ? code : "";
  }

  /** What an engineer can search for in EasyPost's log. */
  static String evidence(HttpAnswer answer) {
    String request = answer.header("X-Ep-Request-Uuid");
    String code = code(answer);
    return "HTTP "
        + answer.status()
        + (code.isEmpty() ? "" : ", " + code)
        + (request == null ? "" : ", request " + request);
  }

  private HttpUrl.Builder at(ObjectId id) {
    return shipments.newBuilder().addPathSegment(id.value());
  }

  private Request.Builder request(HttpUrl url) {
    return new Request.Builder().url(url).header("Authorization", authorization);
  }
}
