package io.caserail.activities.http;

/**
 * A value that no log, message or exception shows.
 *
 * @param value the secret itself; printable and without spaces at its ends
 */
public record Secret(String value) {
  public Secret {
    if (value.isBlank() || !value.equals(value.strip())) {
      throw new IllegalArgumentException("a secret is empty or has spaces at its ends");
    }
    if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException("a secret holds characters that no header can carry");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
