package io.caserail.cli;

import static picocli.CommandLine.Spec.Target.MIXEE;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: lines for people, with every value from elsewhere made plain. */
@Command
final class Screen {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Spec(MIXEE)
  private @Nullable CommandSpec spec;

  PrintWriter out() {
    return command().commandLine().getOut();
  }

  PrintWriter err() {
    return command().commandLine().getErr();
  }

  /** Prints one line; the format is ours, the values need not be. */
  void line(String format, Object... values) {
    out().println(format.formatted(plain(values)));
    out().flush();
  }

  /** Says something about the command itself, beside what it prints. */
  void note(String format, Object... values) {
    err().println(format.formatted(plain(values)));
    err().flush();
  }

  private static Object[] plain(Object[] values) {
    Object[] plain = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      plain[i] = Plain.text(values[i]);
    }
    return plain;
  }

  /** Prints what was made plain already, colours included. */
  void print(String text) {
    out().println(text);
    out().flush();
  }

  String paint(Colour colour, @Nullable Object value) {
    String plain = Plain.text(value);
    return isColoured() ? colour.paint(plain) : plain;
  }

  boolean isColoured() {
    return command().commandLine().getColorScheme().ansi().enabled();
  }

  /** A time in the zone of the machine, to the minute; {@code -} for none. */
  String minute(@Nullable Instant at) {
    return at == null ? "-" : MINUTE.format(at.atZone(ZoneId.systemDefault()));
  }

  String second(Instant at) {
    return SECOND.format(at.atZone(ZoneId.systemDefault()));
  }

  /** How far away a time is: {@code 41 min ago}, {@code in 3 h}. */
  String distance(Instant at) {
    Duration away = Duration.between(Instant.now(), at);
    String length = length(away.abs());
    return away.isNegative() ? length + " ago" : "in " + length;
  }

  private static String length(Duration length) {
    if (length.toMinutes() < 1) {
      return length.toSeconds() + " s";
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min";
    }
    return length.toDays() < 2 ? length.toHours() + " h" : length.toDays() + " days";
  }

  /** The command whose screen this is. */
  CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli injects the command before it runs");
    }
    return spec;
  }
}
