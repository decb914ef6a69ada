package io.caserail.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** For whom a command prints. */
final class OutputFormat {
  enum Kind {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      converter = KindReader.class,
      description = "text for people, json for programs (default: ${DEFAULT-VALUE})")
  private Kind kind = Kind.TEXT;

  boolean isJson() {
    return kind == Kind.JSON;
  }

  /** Reads the kind in whatever case. */
  static final class KindReader implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String value) {
      return Kind.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }
}
