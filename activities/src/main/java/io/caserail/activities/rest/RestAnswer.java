package io.caserail.activities.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Failures;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PlainText;
import io.temporal.failure.ApplicationFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A company's answer, read strictly by its map: a fact that must be there and is not, or has
 * another form, is a {@link io.caserail.port.FailureType#BAD_ANSWER} that names the fact and no
 * content. Only codes and sentences are read with patience: they come with errors, which mean what
 * their status says, however badly they are put.
 */
final class RestAnswer {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
  private static final int LONGEST_SENTENCE = 200;

  private final JsonNode json;
  private final AnswerMap map;
  private final String what;
  private final Failures failures;

  /**
   * An answer.
   *
   * @param what how failures name it, for example {@code order}
   */
  RestAnswer(JsonNode json, AnswerMap map, String what, Failures failures) {
    this.json = json;
    this.map = map;
    this.what = what;
    this.failures = failures;
    if (!json.isObject()) {
      throw unreadable("");
    }
  }

  /** A text or number as text; empty when it is missing, null, or not told. */
  String text(String fact) {
    JsonNode node = map.find(json, fact);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw unreadable(fact);
    }
    return node.asText();
  }

  /** The name of something: at most 100 plain characters, never an address; empty for none. */
  String id(String fact) {
    String value = text(fact);
    if (!value.isEmpty() && !ID.matcher(value).matches()) {
      throw unreadable(fact);
    }
    return value;
  }

  /** The id of an object in another system, fit to lock a case; empty for none. */
  String objectId(String fact) {
    String value = text(fact);
    try {
      return value.isEmpty() ? "" : new ObjectId(value).value();
    } catch (IllegalArgumentException e) {
      throw unreadable(fact);
    }
  }

  /** A code, or {@code refused} in the place of a text that is none; empty for none. */
  String code(String fact) {
    String value = map.find(json, fact).asText("");
    return value.isEmpty() || CODE.matcher(value).matches() ? value : "refused";
  }

  /** A sentence for people without what could act on a screen; empty for none. */
  String sentence(String fact) {
    String plain = PlainText.of(map.find(json, fact).asText("")).strip();
    return plain.length() <= LONGEST_SENTENCE ? plain : plain.substring(0, LONGEST_SENTENCE);
  }

  /** What the word means that stands there; it must be a known one. */
  String meaning(String fact) {
    return map.words().meaning(text(fact)).orElseThrow(() -> unreadable(fact));
  }

  /** An ISO-8601 time with its zone. */
  Instant instant(String fact) {
    try {
      return OffsetDateTime.parse(text(fact)).toInstant();
    } catch (DateTimeException e) {
      throw unreadable(fact);
    }
  }

  /** Whole minor units and a currency; null when neither is there. */
  @Nullable Money money(String minor, String currency) {
    JsonNode amount = map.find(json, minor);
    if (amount.isMissingNode() || amount.isNull()) {
      return null;
    }
    if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
      throw unreadable(minor);
    }
    try {
      return new Money(amount.asLong(), text(currency).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw unreadable(currency);
    }
  }

  JsonNode json() {
    return json;
  }

  /** The failure that says that this fact can't be understood. */
  ApplicationFailure unreadable(String fact) {
    String name = fact.isEmpty() ? what : what + "." + fact;
    return failures.badAnswer(
        failures.system() + " answered something that can't be read", "fact " + name);
  }
}
