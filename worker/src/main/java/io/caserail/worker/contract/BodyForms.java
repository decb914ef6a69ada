package io.caserail.worker.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.contract.EventContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds bodies against the forms that contracts promise. Each form is read once. Thread-safe. */
public final class BodyForms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, JsonSchema> forms = new ConcurrentHashMap<>();

  /**
   * What of a body does not fit, in words that quote nothing of it; empty when all does.
   *
   * @param form of a contract that is in order
   */
  public String misfit(EventContract.Version form, JsonNode body) {
    return forms.computeIfAbsent(form.schema(), BodyForms::read).misfits(body).stream()
        .findFirst()
        .map(misfit -> misfit.pointer() + " " + misfit.what())
        .orElse("");
  }

  private static JsonSchema read(String schema) {
    try {
      return JsonSchema.of(JSON.readTree(schema));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a form of a contract is JSON", e);
    }
  }
}
