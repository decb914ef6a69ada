package io.caserail.sandbox.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.fault.CallFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final Calls calls = new Calls(new VirtualClock());

  private CallFacts arrive(String system, String endpoint) {
    return calls.arrive(system, endpoint, "GET", "/x", "");
  }

  @Test
  void calls_are_numbered_overall_by_system_and_by_endpoint() {
    arrive("shop", "GET /a");
    arrive("bank", "GET /a");
    arrive("shop", "GET /b");

    CallFacts call = arrive("shop", "GET /a");

    assertThat(call.ordinal()).isEqualTo(4);
    assertThat(call.ordinalInSystem()).isEqualTo(3);
    assertThat(call.ordinalAtEndpoint()).isEqualTo(2);
  }

  @Test
  void clearing_starts_again_but_never_gives_an_overall_number_twice() {
    calls.processed(arrive("shop", "GET /a"), 200, false, List.of());

    calls.clear();

    CallFacts call = arrive("shop", "GET /a");
    assertThat(calls.all()).isEmpty();
    assertThat(call.ordinalInSystem()).isEqualTo(1);
    assertThat(call.ordinal()).isEqualTo(2);
  }

  @Test
  void a_listener_hears_of_a_call_before_and_after_until_it_is_closed() {
    List<String> heard = new ArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void arrived(CallFacts call) {
            heard.add("arrived " + call.ordinal());
          }

          @Override
          public void processed(CallRecord call) {
            heard.add("processed " + call.facts().ordinal());
          }
        };

    try (Calls.Watch watch = calls.watch(listener)) {
      assertThat(watch).isNotNull();
      calls.processed(arrive("shop", "GET /a"), 200, false, List.of());
    }
    arrive("shop", "GET /a");

    assertThat(heard).containsExactly("arrived 1", "processed 1");
  }
}
