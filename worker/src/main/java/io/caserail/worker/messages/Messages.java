package io.caserail.worker.messages;

import io.caserail.activities.zendesk.CustomerTexts;
import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reviewed texts, by language.
 *
 * @param usual the language of customers whose own has no texts
 */
public record Messages(String usual, Map<String, Language> languages) implements CustomerTexts {
  /**
   * The texts of one language.
   *
   * @param bankDays how long banks take, as a customer reads it
   */
  public record Language(String bankDays, Map<MessageKind, String> texts) {
    public Language {
      texts = new EnumMap<>(texts);
    }

    /** With what every customer reads alike filled in; a macro of Zendesk knows no more. */
    public String text(MessageKind kind) {
      return texts.getOrDefault(kind, "").strip().replace("{bank_days}", bankDays);
    }
  }

  public Messages {
    languages = new TreeMap<>(languages);
    if (!languages.containsKey(usual)) {
      throw new IllegalArgumentException("the usual language '" + usual + "' has no texts");
    }
  }

  @Override
  public String of(CustomerNotice notice, String locale) {
    return language(locale)
        .text(MessageKind.of(notice))
        .replace("{amount}", notice.amount().toString());
  }

  @Override
  public String words(CustomerWords words, String locale) {
    return language(locale).text(MessageKind.of(words));
  }

  /** That of a locale such as {@code de-AT}, else that of its first part, else the usual one. */
  private Language language(String locale) {
    String whole = locale.toLowerCase(Locale.ROOT);
    Language own = languages.get(whole);
    if (own == null) {
      own = languages.get(whole.split("-", 2)[0]);
    }
    return own == null ? usually() : own;
  }

  private Language usually() {
    Language language = languages.get(usual);
    if (language == null) {
      throw new IllegalStateException("it was there when this was made");
    }
    return language;
  }
}
