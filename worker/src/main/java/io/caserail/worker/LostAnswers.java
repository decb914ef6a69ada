package io.caserail.worker;

import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.easypost.EasyPostFulfilment;
import io.caserail.activities.rest.RestChanges;
import io.caserail.activities.scim.ScimAccess;
import io.caserail.activities.stripe.StripeBilling;
import io.caserail.activities.stripe.StripeIdentity;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.contract.Times;
import io.caserail.model.CaseKind;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.CompanyConfig;
import io.caserail.worker.config.ScimConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.provision.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is to go by when an answer is lost, of each system that is configured. In doubt the
 * same is sent again for as long as {@code waits.longest}, so that has to be over before the first
 * of them forgets the key.
 */
public final class LostAnswers {
  private LostAnswers() {}

  /** Of the systems that a worker of this configuration sends changes to. */
  static List<LostAnswer> of(CaserailConfig config) {
    List<LostAnswer> systems = new ArrayList<>();
    systems.add(StripePayments.lostAnswer());
    if (config.connects(CaseKind.CANCELLATION)) {
      systems.add(StripeBilling.lostAnswer());
    }
    if (config.connects(CaseKind.VERIFICATION)) {
      systems.add(StripeIdentity.lostAnswer());
    }
    if (config.easypost() != null) {
      systems.add(EasyPostFulfilment.lostAnswer());
    }
    ScimConfig scim = config.scim();
    if (scim != null) {
      systems.add(ScimAccess.lostAnswer(scim.name()));
    }
    CompanyConfig company = config.company();
    if (company != null) {
      systems.add(
          RestChanges.lostAnswer(company.settings().system(), company.settings().keyLife()));
    }
    return systems;
  }

  /** What a worker would say against a policy; nothing when it may wait as long as it says. */
  static Optional<String> problem(Policy policy, CaserailConfig config) {
    return problem(policy, of(config));
  }

  /**
   * The same where a file is read without its secrets, for what has keys.
   *
   * @param config null where only Stripe is known to be used, as it always is
   * @throws io.caserail.worker.config.ConfigInvalid when the file can't be read
   */
  public static Optional<String> problem(
      Policy policy, @Nullable Path config, Map<String, String> env) {
    List<LostAnswer> systems = new ArrayList<>(List.of(StripePayments.lostAnswer()));
    if (config != null) {
      CompanyConfig.lostAnswer(config, env).ifPresent(systems::add);
    }
    return problem(policy, systems);
  }

  private static Optional<String> problem(Policy policy, List<LostAnswer> systems) {
    Duration longest = policy.refunds().waits().longest();
    LostAnswer first = null;
    Duration life = Duration.ZERO;
    for (LostAnswer system : systems) {
      Duration own = system.keyLife();
      if (own != null && (first == null || own.compareTo(life) < 0)) {
        first = system;
        life = own;
      }
    }
    return first == null || longest.compareTo(most(life)) <= 0
        ? Optional.empty()
        : Optional.of(
            "waits.longest: is "
                + Times.words(longest)
                + ", and "
                + first.system()
                + " may forget an idempotency key after "
                + Times.words(life)
                + "; lower it to "
                + Times.words(most(life))
                + " at most");
  }

  /** A sixth is left for a send that is under way at the end, and for clocks that differ. */
  private static Duration most(Duration keyLife) {
    return keyLife.multipliedBy(5).dividedBy(6).truncatedTo(ChronoUnit.SECONDS);
  }

  /** For people, one of each system. */
  static List<Finding> findings(CaserailConfig config) {
    return of(config).stream().map(system -> Finding.good(says(system))).toList();
  }

  private static String says(LostAnswer system) {
    Duration life = system.keyLife();
    return "When an answer of "
        + system.system()
        + " is lost, a repeat is harmless "
        + (life == null
            ? "without a key: " + system.harmless()
            : "for " + Times.words(life) + ", as long as it knows a key")
        + "; the effect is found by "
        + system.search();
  }
}
