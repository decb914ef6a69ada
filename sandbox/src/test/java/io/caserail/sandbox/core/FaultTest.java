package io.caserail.sandbox.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.FaultKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTest {
  private final Surroundings surroundings = Surroundings.fresh(0.01);
  private final Routes routes =
      new Routes()
          .post("/things/{id}", this::make)
          .get("/things/{id}", call -> Answer.json(200, Map.of("id", call.path("id"))));
  private final SystemServer server =
      SystemServer.start("shop", 0, surroundings, routes, call -> Answer.empty(404));
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .readTimeout(Duration.ofMillis(300))
          .build();

  private Answer make(Call call) {
    surroundings
        .books()
        .append("shop", "thing.made", call.path("id"), Map.of("body", call.text()), call.cause());
    return Answer.json(201, Map.of("id", call.path("id")));
  }

  @AfterEach
  void close() {
    surroundings.close();
    server.close();
    http.connectionPool().evictAll();
  }

  @Test
  void a_call_without_a_fault_is_answered_booked_and_recorded() throws IOException {
    String answer = post("/things/1");

    assertThat(answer).isEqualTo("201 {\"id\":\"1\"}");
    assertThat(surroundings.books().entries())
        .singleElement()
        .satisfies(e -> assertThat(e.cause().call()).isEqualTo(1));
    assertThat(surroundings.calls().of("shop", "POST /things/{id}"))
        .singleElement()
        .satisfies(c -> assertThat(c.effect()).isTrue())
        .satisfies(c -> assertThat(c.status()).isEqualTo(201));
  }

  @Test
  void an_answer_lost_after_the_effect_leaves_the_effect_and_resets_the_caller() {
    surroundings.faults().add(Fault.on("shop").endpoint("POST /things/{id}").answerLost());

    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(IOException.class);

    assertThat(surroundings.books().about("1")).hasSize(1);
    assertThat(surroundings.calls().all().get(0).faults()).containsExactly(FaultKind.ANSWER_LOST);
  }

  @Test
  void an_answer_that_times_out_leaves_the_effect() {
    surroundings.faults().add(Fault.on("shop").answerTimesOut());

    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(SocketTimeoutException.class);

    assertThat(surroundings.books().about("1")).hasSize(1);
  }

  @Test
  void a_reset_before_the_effect_leaves_nothing() {
    surroundings.faults().add(Fault.on("shop").reset());

    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(SocketException.class);

    assertThat(surroundings.books().entries()).isEmpty();
    assertThat(surroundings.calls().all().get(0).effect()).isFalse();
  }

  @Test
  void an_unanswered_call_leaves_nothing() {
    surroundings.faults().add(Fault.on("shop").unanswered());

    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(SocketTimeoutException.class);

    assertThat(surroundings.books().entries()).isEmpty();
  }

  @Test
  void a_status_is_answered_with_its_headers_and_body_and_without_effect() throws IOException {
    surroundings
        .faults()
        .add(Fault.on("shop").status(503, Map.of("Retry-After", "7"), "{\"why\":\"busy\"}"));

    try (Response response = call("POST", "/things/1")) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("7");
      assertThat(response.body().string()).isEqualTo("{\"why\":\"busy\"}");
    }
    assertThat(surroundings.books().entries()).isEmpty();
  }

  @Test
  void a_status_after_the_effect_hides_an_effect() throws IOException {
    surroundings.faults().add(Fault.on("shop").statusAfterEffect(500));

    assertThat(post("/things/1")).startsWith("500 ");

    assertThat(surroundings.books().about("1")).hasSize(1);
  }

  @Test
  void a_malformed_body_is_complete_but_no_json() throws IOException {
    surroundings.faults().add(Fault.on("shop").malformed());

    String answer = post("/things/1");

    assertThat(answer).startsWith("201 {\"id\"").doesNotEndWith("}");
  }

  @Test
  void a_truncated_body_ends_early() {
    surroundings.faults().add(Fault.on("shop").truncated());

    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(IOException.class);

    assertThat(surroundings.books().about("1")).hasSize(1);
  }

  @Test
  void a_slow_body_arrives_whole_but_late() throws IOException {
    surroundings.faults().add(Fault.on("shop").slow(Duration.ofMillis(200)));

    long start = System.nanoTime();
    String answer = post("/things/1");

    assertThat(answer).isEqualTo("201 {\"id\":\"1\"}");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
  }

  @Test
  void latency_combines_with_another_fault() {
    surroundings.faults().add(Fault.on("shop").latency(Duration.ofMillis(100)));
    surroundings.faults().add(Fault.on("shop").answerLost());

    long start = System.nanoTime();
    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(IOException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
    assertThat(surroundings.books().about("1")).hasSize(1);
  }

  @Test
  void a_fault_strikes_exactly_the_nth_matching_call() throws IOException {
    ActiveFault fault =
        surroundings.faults().add(Fault.on("shop").endpoint("POST *").nth(2).status(500));

    String first = post("/things/1");
    try (Response read = call("GET", "/things/1")) {
      assertThat(read.code()).isEqualTo(200);
    }
    String second = post("/things/2");
    String third = post("/things/3");

    assertThat(first).startsWith("201");
    assertThat(second).startsWith("500");
    assertThat(third).startsWith("201");
    assertThat(fault.hits()).isEqualTo(1);
    assertThat(fault.spent()).isTrue();
  }

  @Test
  void a_predicate_narrows_a_fault_to_one_object() throws IOException {
    surroundings
        .faults()
        .add(Fault.on("shop").always().status(500), call -> call.path().endsWith("/2"));

    assertThat(post("/things/1")).startsWith("201");
    assertThat(post("/things/2")).startsWith("500");
  }

  @Test
  void a_system_that_is_down_refuses_connections_until_it_is_up() throws IOException {
    surroundings.faults().down("shop");
    assertThatThrownBy(() -> post("/things/1")).isInstanceOf(ConnectException.class);

    surroundings.faults().up("shop");

    assertThat(post("/things/1")).startsWith("201");
    assertThat(surroundings.calls().all()).hasSize(1);
  }

  private String post(String path) throws IOException {
    try (Response response = call("POST", path)) {
      return response.code() + " " + response.body().string();
    }
  }

  private Response call(String method, String path) throws IOException {
    RequestBody body = method.equals("GET") ? null : RequestBody.create(new byte[] {'x'});
    return http.newCall(new Request.Builder().url(server.url() + path).method(method, body).build())
        .execute();
  }
}
