package io.caserail.cli;

import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.RefundPolicy.Tier;
import io.caserail.worker.LostAnswers;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.GroupIds;
import io.caserail.worker.policy.Grant;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail policy check}: whether a policy can be used, and who decides by it. */
@Command(
    name = "check",
    description = {
      "Says whether a policy can be used, its hash, and who decides by it; needs no secret.",
      "Exit code 1 means that it can't."
    })
final class PolicyCheckCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "FILE", description = "the policy")
  private Path file = Path.of("policy.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "the configuration whose zendesk.groups the policy names, and whose company.keyLife its",
        "waits must fit (default: ids only, and Stripe's)"
      })
  private @Nullable Path config;

  private record Report(
      String file, boolean usable, String hash, List<String> problems, List<Standing> grants) {}

  /**
   * A grant, and how it stands today.
   *
   * @param is {@code active}, {@code coming} or {@code lapsed}
   */
  private record Standing(
      String person, String role, String from, String to, String reason, String by, String is) {
    static Standing of(Grant grant, Instant now) {
      String is = grant.holds(now) ? "active" : now.isBefore(grant.begins()) ? "coming" : "lapsed";
      return new Standing(
          grant.person(),
          words(List.of(grant.role())),
          grant.from().toString(),
          grant.to().toString(),
          grant.reason(),
          grant.by(),
          is);
    }
  }

  @Override
  public Integer call() {
    Map<String, String> groups = config == null ? Map.of() : GroupIds.load(config, System.getenv());
    try {
      Policy policy = PolicyFile.load(file, groups);
      LostAnswers.problem(policy, config, System.getenv())
          .ifPresent(
              problem -> {
                throw new ConfigInvalid(file.toString(), List.of(problem));
              });
      if (format.isJson()) {
        screen.print(
            JsonText.of(
                new Report(
                    file.toString(), true, policy.refunds().hash(), List.of(), grants(policy))));
      } else {
        print(policy);
      }
      return ExitCode.OK;
    } catch (ConfigInvalid wrong) {
      if (format.isJson()) {
        screen.print(
            JsonText.of(new Report(file.toString(), false, "", wrong.problems(), List.of())));
        return ExitCode.REFUSED;
      }
      throw Stopped.refused(String.valueOf(wrong.getMessage()));
    }
  }

  private void print(Policy policy) {
    screen.line("%s can be used.", file);
    screen.line("Hash: %s", policy.refunds().hash());
    screen.line("");
    Table tiers = new Table(screen, "REFUNDS IN", "UP TO", "WHO MUST AGREE");
    new TreeMap<>(policy.refunds().tiers())
        .forEach(
            (currency, steps) -> {
              String name = currency.equals("*") ? "any other" : currency;
              steps.forEach(tier -> tiers.row(cells(name, upTo(tier, currency), who(tier))));
            });
    tiers.print();
    screen.line("");
    Table roles = new Table(screen, "GROUP", "MAY ACT AS");
    new TreeMap<>(policy.roles()).forEach((group, held) -> roles.row(cells(group, words(held))));
    roles.print();
    printGrants(policy);
    if (!policy.local().isEmpty()) {
      screen.line("");
      screen.line(
          "Counted without proof where the configuration says 'trust: local': %s.",
          String.join(", ", new TreeMap<>(policy.local()).keySet()));
    }
  }

  private void printGrants(Policy policy) {
    List<Standing> grants = grants(policy);
    if (grants.isEmpty()) {
      return;
    }
    screen.line("");
    Table table = new Table(screen, "STANDS IN", "FOR", "FROM", "TO", "IS", "GRANTED BY", "REASON");
    for (Standing one : grants) {
      table.row(
          cells(one.person(), one.role(), one.from(), one.to(), one.is(), one.by(), one.reason()));
    }
    table.print();
    screen.line("Days are those of %s.", policy.refunds().zone());
  }

  private static List<Standing> grants(Policy policy) {
    Instant now = Instant.now();
    return policy.grants().stream().map(grant -> Standing.of(grant, now)).toList();
  }

  private static String upTo(Tier tier, String currency) {
    if (tier.upTo() == Long.MAX_VALUE) {
      return "any amount";
    }
    return currency.equals("*")
        ? tier.upTo() + " minor units"
        : new Money(tier.upTo(), currency).toString();
  }

  private static String who(Tier tier) {
    if (tier.byHand()) {
      return "by hand only";
    }
    return tier.needs().isEmpty() ? "nobody" : words(tier.needs());
  }

  private static String words(List<Role> roles) {
    return roles.stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static List<Table.Cell> cells(String... texts) {
    return List.of(texts).stream().map(Table.Cell::of).toList();
  }
}
