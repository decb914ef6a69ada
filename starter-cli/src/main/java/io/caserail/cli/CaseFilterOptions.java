package io.caserail.cli;

import io.caserail.client.CaseFilter;
import io.caserail.client.CaseSummary;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.FaultDomain;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which cases are meant: of the open ones, or of those of a query, those for which all holds. */
@Command
final class CaseFilterOptions {
  private static final int LONGEST = 10_000;

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      defaultValue = "",
      description = "a visibility query, for example \"CaseStatus='BLOCKED'\"; real servers only")
  private String query = "";

  @Option(
      names = "--about",
      paramLabel = "KIND",
      description = "only cases that change this: ${COMPLETION-CANDIDATES}")
  private @Nullable CaseKind about;

  @Option(names = "--status", paramLabel = "STATUS", description = "only cases of this status")
  private @Nullable CaseStatus status;

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      defaultValue = "",
      description = "only cases that this group or person has to act on")
  private String owner = "";

  @Option(
      names = "--fault",
      paramLabel = "DOMAIN",
      description = "only cases that wait through a fault of: ${COMPLETION-CANDIDATES}")
  private @Nullable FaultDomain fault;

  @Option(
      names = "--upstream",
      paramLabel = "SYSTEM",
      defaultValue = "",
      description = "only cases that wait for this system, for example Stripe")
  private String upstream = "";

  @Option(
      names = "--ticket",
      paramLabel = "NUMBER",
      defaultValue = "",
      description = "only cases of this ticket")
  private String ticket = "";

  @Option(names = "--late", description = "only cases that are late")
  private boolean late;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = AgeReader.class,
      description = "only cases that began longer ago, for example 90m, 4h or 2d")
  private @Nullable Duration olderThan;

  @Option(
      names = "--most",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "how many at the most (default: ${DEFAULT-VALUE})")
  private int most = 100;

  /** Reads {@code --older-than}. */
  static final class AgeReader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      String given = value.strip().toUpperCase(Locale.ROOT);
      try {
        Duration age = Duration.parse(given.endsWith("D") ? "P" + given : "PT" + given);
        if (age.isNegative()) {
          throw new TypeConversionException("'" + value + "' is no time that has passed");
        }
        return age;
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + value + "' is no time such as 90m, 4h or 2d");
      }
    }
  }

  int most() {
    return most;
  }

  /** Whether anything but the number was given. */
  boolean isGiven() {
    return !query.isEmpty() || !filter().equals(CaseFilter.NONE);
  }

  /**
   * The cases that are meant.
   *
   * @throws IllegalArgumentException when the server can't search like that
   */
  List<CaseSummary> find(Server server) {
    if (most < 1 || most > LONGEST) {
      throw Stopped.misused("--most is between 1 and " + LONGEST + ".");
    }
    return server.directory().list(query, filter(), most);
  }

  private CaseFilter filter() {
    return new CaseFilter(about, status, owner, fault, upstream, ticket, late, olderThan);
  }
}
