package io.caserail.gateway;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What has become known of one delivery, from its arrival to its answer: ids, and no word of its
 * body. Written and read by the thread that takes the delivery.
 */
final class Note {
  private final String source;
  private final Instant at;
  String key = "";
  String id = "";
  String type = "";
  String version = "";
  String digest = "";
  String caseId = "";
  String ticket = "";
  String entryId = "";
  String why = "";

  Note(String source, Instant at) {
    this.source = source;
    this.at = at;
  }

  String source() {
    return source;
  }

  Instant at() {
    return at;
  }

  /**
   * The line of the log.
   *
   * @param verdict what became of it
   * @param reason why it was not taken; empty where it was
   */
  DeliveryLine line(String verdict, String reason) {
    return new DeliveryLine(
        at.toString(),
        source,
        id,
        type,
        version,
        verdict,
        reason.isEmpty() ? why : why.isEmpty() ? reason : reason + ": " + why,
        caseId,
        ticket,
        entryId,
        key,
        digest,
        0);
  }

  /** The delivery is proven; until then nothing of it is worth keeping. */
  void proven(Delivery delivery, Proof proof) {
    key = proof.key();
    try {
      digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(delivery.body()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The delivery was read, as far as it can be. */
  void read(Delivery delivery) {
    id = delivery.id();
    type = delivery.type();
    version = delivery.version();
  }
}
