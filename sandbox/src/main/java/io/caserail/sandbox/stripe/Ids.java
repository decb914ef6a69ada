package io.caserail.sandbox.stripe;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids that look like Stripe's: a prefix and letters and digits. With a seed, each kind of id
 * has its own sequence, so that the third refund always gets the same id, however many requests and
 * events there were before it.
 */
final class Ids {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final @Nullable Long seed;
  private final Map<String, Random> sources = new HashMap<>();

  Ids(@Nullable Long seed) {
    this.seed = seed;
  }

  String paymentIntent() {
    return make("pi_3", 23);
  }

  String charge() {
    return make("ch_3", 23);
  }

  String refund() {
    return make("re_3", 23);
  }

  String dispute() {
    return make("du_1", 23);
  }

  String event() {
    return make("evt_3", 23);
  }

  String review() {
    return make("prv_1", 23);
  }

  String warning() {
    return make("issfr_1", 23);
  }

  String customer() {
    return make("cus_", 14);
  }

  String subscription() {
    return make("sub_1", 23);
  }

  String subscriptionItem() {
    return make("si_", 14);
  }

  String subscriptionSchedule() {
    return make("sub_sched_1", 23);
  }

  String invoice() {
    return make("in_1", 23);
  }

  String invoicePayment() {
    return make("inpay_1", 23);
  }

  String verificationSession() {
    return make("vs_1", 23);
  }

  String endpoint() {
    return make("we_1", 23);
  }

  String request() {
    return make("req_", 14);
  }

  /** A key or a secret with this prefix. */
  String key(String prefix) {
    return make(prefix + "_", 32);
  }

  private synchronized String make(String prefix, int length) {
    Random random = sources.computeIfAbsent(prefix, this::source);
    StringBuilder text = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private Random source(String prefix) {
    return seed == null ? new SecureRandom() : new Random(seed * 31 + prefix.hashCode());
  }
}
