package io.caserail.worker.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.caserail.reconcile.Proof;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a day's comparison has found, whole.
 *
 * @param at ISO 8601, UTC
 * @param event {@code reconciled}
 * @param day the day that was compared
 * @param proof the proof
 */
@JsonPropertyOrder({"at", "event", "day", "proof"})
public record ProofLine(String at, String event, String day, JsonNode proof) implements RecordLine {
  private static final String EVENT = "reconciled";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The line of a proof. */
  public static ProofLine of(Proof proof, Instant at) {
    return new ProofLine(at.toString(), EVENT, proof.day().toString(), JSON.valueToTree(proof));
  }

  /** Whether a line of the record holds a proof of the day. */
  public static boolean isOf(LocalDate day, String line) {
    return line.contains("\"event\":\"" + EVENT + "\",\"day\":\"" + day + "\"");
  }

  /** The newest proof that stands in lines of the record, oldest first; of one account. */
  public static Optional<Proof> newest(List<String> lines, String account) {
    Optional<Proof> newest = Optional.empty();
    for (String line : lines) {
      try {
        Proof proof = JSON.treeToValue(JSON.readTree(line).path("proof"), Proof.class);
        newest = proof.account().equals(account) ? Optional.of(proof) : newest;
      } catch (JsonProcessingException e) {
        // What a dying process left unfinished was written again.
      }
    }
    return newest;
  }
}
