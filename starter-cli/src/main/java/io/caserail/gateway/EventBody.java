package io.caserail.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON of an authentic event. Unknown fields are allowed, since senders add some; names given
 * twice, deep nesting and endless numbers are not, since no sender has them.
 */
record EventBody(JsonNode root) {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 64;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads raw bytes as one JSON object. */
  static EventBody read(byte[] body) throws NotUnderstood {
    try {
      // Jackson would guess UTF-16 and UTF-32 from the bytes; the contract says UTF-8.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new NotUnderstood("the body is not a JSON object");
      }
      return new EventBody(root);
    } catch (CharacterCodingException e) {
      throw new NotUnderstood("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new NotUnderstood("the body is not well-formed JSON within the limits");
    }
  }

  /** A text field; empty when it is missing or no text. */
  String text(String pointer) {
    JsonNode node = root.at(pointer);
    return node.isTextual() ? node.textValue() : "";
  }

  /** A text or a whole number, which senders of ids mix; empty when it is neither. */
  String word(String pointer) {
    JsonNode node = root.at(pointer);
    return node.isIntegralNumber() ? node.asText() : text(pointer);
  }

  /** Whether a field is missing or null. */
  boolean isNull(String pointer) {
    JsonNode node = root.at(pointer);
    return node.isMissingNode() || node.isNull();
  }

  /** A true or false that has to be there. */
  boolean flag(String pointer) throws NotUnderstood {
    JsonNode node = root.at(pointer);
    if (!node.isBoolean()) {
      throw new NotUnderstood(pointer.substring(1) + " is missing, or neither true nor false");
    }
    return node.booleanValue();
  }
}
