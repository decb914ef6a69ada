package io.caserail.worker.policy;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.BusinessHours;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Risk;
import io.caserail.port.RefundPolicy.Speed;
import io.caserail.port.RefundPolicy.Tier;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.PolicySource;
import io.caserail.worker.config.Section;
import io.caserail.worker.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code policy.yaml}. What a file leaves out stands as in the built-in one, section by
 * section. Nothing is filled in from the environment: what was reviewed is what is in force.
 */
public final class PolicyFile {
  private static final String BUILT_IN = "/caserail/policy.yaml";

  /**
   * How many steps each kind takes until its ticket can answer the customer, every one of which may
   * be tried in silence first. A refund: look up, pay, hand over, and both writes to the ticket. A
   * cancellation: order, subscription and parcel are looked up, the order is closed, the end of
   * billing is scheduled, and both writes. A verification: look up, open, invite, put the verdict
   * on the account, and three writes.
   */
  private static final Map<CaseKind, Integer> QUIET_STEPS =
      new EnumMap<>(Map.of(CaseKind.REFUND, 5, CaseKind.CANCELLATION, 7, CaseKind.VERIFICATION, 7));

  private PolicyFile() {}

  /**
   * Reads a file.
   *
   * @param groups names for group ids; a group that is only digits is an id by itself
   * @throws ConfigInvalid naming all that is wrong, each with its line
   */
  public static Policy load(Path file, Map<String, String> groups) {
    return read(YamlFile.read(file), groups);
  }

  /**
   * The policy that a configuration names.
   *
   * @param directory where the configuration lies
   * @param groups names for group ids
   * @throws ConfigInvalid naming all that is wrong, or that it is not the reviewed one
   */
  public static Policy inForce(PolicySource source, Path directory, Map<String, String> groups) {
    Policy policy =
        source.file().isEmpty() ? builtIn(groups) : load(directory.resolve(source.file()), groups);
    String hash = policy.refunds().hash();
    if (!source.hash().isEmpty() && !source.hash().equals(hash)) {
      throw new ConfigInvalid(
          "caserail.yaml",
          List.of(
              "policy.hash: is not the hash of the policy, which is "
                  + hash
                  + "; review the policy, then change it here"));
    }
    return policy;
  }

  /** The same from a text. */
  public static Policy parse(String yaml, Map<String, String> groups) {
    return read(YamlFile.parse("policy.yaml", yaml), groups);
  }

  /** The policy that is built in. */
  public static Policy builtIn(Map<String, String> groups) {
    return parse(builtInText(), groups);
  }

  /** The built-in policy as text, with its comments: a start for one's own. */
  public static String builtInText() {
    try (InputStream in = PolicyFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + BUILT_IN);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the jar can be read", e);
    }
  }

  /** All that is wrong with a file, each with its line; empty when it can be used. */
  public static List<String> check(Path file, Map<String, String> groups) {
    try {
      var unused = load(file, groups);
      return List.of();
    } catch (ConfigInvalid e) {
      return e.problems();
    }
  }

  private static Policy read(YamlFile file, Map<String, String> groups) {
    Section root = Section.root(file, text -> text);
    Section defaults =
        Section.root(YamlFile.parse("built-in policy.yaml", builtInText()), text -> text);
    Policy policy = root.build(own -> read(file, own, defaults, groups));
    if (policy == null) {
      throw new ConfigInvalid(file.name(), root.problems());
    }
    return policy;
  }

  private static Policy read(
      YamlFile file, Section own, Section defaults, Map<String, String> groups) {
    Map<String, String> used = new TreeMap<>();
    Map<String, List<Role>> roles = roles(part("roles", own, defaults), groups, used);
    Map<String, List<Tier>> tiers = tiers(own.has("tiers") ? own : defaults);
    String zone = zone(own, defaults.text("zone"));
    BusinessHours read = part("businessHours", own, defaults).build(s -> hours(s, zone));
    BusinessHours hours = read == null ? BusinessHours.always() : read;
    Waits waits = own.section("waits").build(w -> waits(w, hours));
    Risk risk = part("risk", own, defaults).build(PolicyFile::risk);
    RefundPolicy refunds =
        new RefundPolicy(
            PolicyHash.of(file.text(), used),
            zone,
            tiers,
            own.texts("askAlways", defaults.texts("askAlways", List.of())),
            windows(part("windows", own, defaults)),
            waits == null ? waits(defaults.section("waits"), hours) : waits,
            own.text("bankDays", defaults.text("bankDays")),
            own.text("refundNumber", defaults.text("refundNumber")),
            speed(part("speed", own, defaults)),
            risk == null ? risk(defaults.section("risk")) : risk);
    return new Policy(
        refunds,
        cancellations(own, defaults, refunds),
        verifications(own, defaults, refunds),
        roles,
        local(own.section("local")),
        own.texts("channels", defaults.texts("channels", List.of())),
        GrantsSection.read(own, ZoneId.of(zone)));
  }

  private static CancellationPolicy cancellations(
      Section own, Section defaults, RefundPolicy refunds) {
    CancellationPolicy usual =
        CancellationSection.read(
            defaults.section("cancellation"), refunds, CancellationPolicy.standard(refunds));
    CancellationPolicy read =
        own.section("cancellation").build(s -> CancellationSection.read(s, refunds, usual));
    return read == null ? usual : read;
  }

  private static VerificationPolicy verifications(
      Section own, Section defaults, RefundPolicy refunds) {
    VerificationPolicy usual =
        VerificationSection.read(
            defaults.section("verification"), refunds, VerificationPolicy.none(refunds));
    VerificationPolicy read =
        own.section("verification").build(s -> VerificationSection.read(s, refunds, usual));
    return read == null ? usual : read;
  }

  private static Section part(String key, Section own, Section defaults) {
    return own.has(key) ? own.section(key) : defaults.section(key);
  }

  private static String zone(Section own, String fallback) {
    String zone = own.text("zone", fallback);
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      own.problem("zone", "'" + zone + "' is no time zone such as Europe/Berlin");
      return fallback;
    }
  }

  private static Map<String, List<Role>> roles(
      Section section, Map<String, String> groups, Map<String, String> used) {
    Map<String, List<Role>> roles = new LinkedHashMap<>();
    for (String name : section.names()) {
      List<Role> held = roleList(section, name);
      String id = name.matches("[0-9]{1,19}") ? name : groups.get(name);
      if (id == null) {
        section.problem(
            name, "is no group; add it to zendesk.groups of the configuration, or write its id");
      } else if (roles.put(id, held) != null) {
        section.problem(name, "is group " + id + ", which has its roles already");
      } else if (!id.equals(name)) {
        used.put(name, id);
      }
    }
    return roles;
  }

  private static Map<String, List<Role>> local(Section section) {
    Map<String, List<Role>> local = new LinkedHashMap<>();
    section.names().forEach(name -> local.put(name, roleList(section, name)));
    return local;
  }

  private static List<Role> roleList(Section section, String key) {
    List<Role> roles = new ArrayList<>();
    for (String name : section.texts(key, List.of())) {
      try {
        roles.add(Section.constant(Role.class, name));
      } catch (IllegalArgumentException e) {
        section.problem(key, String.valueOf(e.getMessage()));
      }
    }
    return roles;
  }

  private static Map<String, List<Tier>> tiers(Section root) {
    Section section = root.section("tiers");
    Map<String, List<Tier>> tiers = new LinkedHashMap<>();
    for (String currency : section.names()) {
      if (!currency.equals("*") && !isCurrency(currency)) {
        section.problem(currency, "is no currency code such as EUR, and no '*'");
        continue;
      }
      List<Tier> ofCurrency = new ArrayList<>();
      for (Section item : section.sections(currency)) {
        Tier tier = item.build(t -> tier(t, currency));
        if (tier != null) {
          if (!ofCurrency.isEmpty()
              && tier.upTo() <= ofCurrency.get(ofCurrency.size() - 1).upTo()) {
            item.problem("upTo", "is not above the tier before it; order tiers from low to high");
          }
          ofCurrency.add(tier);
        }
      }
      tiers.put(currency, List.copyOf(ofCurrency));
    }
    return tiers;
  }

  private static Tier tier(Section section, String currency) {
    String upTo = section.text("upTo");
    long minor = Long.MAX_VALUE;
    if (currency.equals("*") && !upTo.equals("any")) {
      section.problem("upTo", "is an amount of no known currency; under '*' write: any");
    } else if (!upTo.equals("any")) {
      minor = Money.parse(upTo, currency).minor();
    }
    return new Tier(minor, roleList(section, "needs"), section.flag("byHand", false));
  }

  private static Map<String, Speed> speed(Section section) {
    Map<String, Speed> speed = new LinkedHashMap<>();
    for (String currency : section.names()) {
      if (!currency.equals("*") && !isCurrency(currency)) {
        section.problem(currency, "is no currency code such as EUR, and no '*'");
        continue;
      }
      Speed limit = section.section(currency).build(PolicyFile::limit);
      if (limit != null) {
        speed.put(currency, limit);
      }
    }
    if (speed.isEmpty()) {
      section.problem("*", "is missing; nothing would limit what one person does in a day");
    }
    return speed;
  }

  private static Speed limit(Section section) {
    return new Speed(
        (int) section.number("refunds", 20, 0, 1_000_000),
        section.number("requested", 500, 0, 1_000_000_000_000L),
        section.number("approved", 5_000, 0, 1_000_000_000_000L),
        section.number("account", 2_000, 0, 1_000_000_000_000L));
  }

  private static Risk risk(Section section) {
    Duration within = section.duration("within", Duration.ofDays(3));
    return new Risk(roleList(section, "review"), within, roleList(section, "warning"));
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> known.getCurrencyCode().equals(code));
  }

  private static Map<String, Duration> windows(Section section) {
    Map<String, Duration> windows = new LinkedHashMap<>();
    section
        .names()
        .forEach(reason -> windows.put(reason, section.duration(reason, Duration.ofDays(180))));
    return windows;
  }

  private static Waits waits(Section w, BusinessHours hours) {
    Waits waits =
        new Waits(
            w.duration("attempt", Duration.ofSeconds(30)),
            w.duration("sendBudget", Duration.ofSeconds(45)),
            w.duration("awayEvery", Duration.ofMinutes(10)),
            w.duration("doubtEvery", Duration.ofMinutes(1)),
            w.duration("longest", Duration.ofHours(12)),
            w.duration("noteAway", Duration.ofMinutes(15)),
            w.duration("noteDoubt", Duration.ofMinutes(5)),
            w.duration("doubtOwner", Duration.ofHours(1)),
            w.duration("approval", Duration.ofHours(24)),
            w.duration("approvalHolds", Duration.ofHours(72)),
            w.duration("settlement", Duration.ofDays(10)),
            w.duration("promise", Duration.ofHours(24)),
            w.duration("remind", Duration.ofHours(2)),
            w.duration("escalate", Duration.ofHours(4)),
            hours);
    atMost(w, "attempt", waits.attempt(), "sendBudget", waits.sendBudget());
    atMost(w, "sendBudget", waits.sendBudget(), "longest", waits.longest());
    atMost(w, "awayEvery", waits.awayEvery(), "longest", waits.longest());
    atMost(w, "doubtEvery", waits.doubtEvery(), "longest", waits.longest());
    atMost(w, "noteAway", waits.noteAway(), "promise", waits.promise());
    atMost(w, "noteDoubt", waits.noteDoubt(), "promise", waits.promise());
    atMost(w, "doubtOwner", waits.doubtOwner(), "promise", waits.promise());
    QUIET_STEPS.forEach((kind, steps) -> quietAtMost(w, waits, kind, steps));
    return waits;
  }

  private static void quietAtMost(Section w, Waits waits, CaseKind kind, int steps) {
    if (waits.sendBudget().multipliedBy(steps).compareTo(waits.promise()) > 0) {
      w.problem(
          "sendBudget",
          "is tried at "
              + steps
              + " steps of a "
              + kind.name().toLowerCase(Locale.ROOT)
              + " in silence, which together is longer than promise");
    }
  }

  private static BusinessHours hours(Section section, String zone) {
    List<DayOfWeek> days = new ArrayList<>();
    for (String day : section.texts("days", List.of())) {
      try {
        days.add(Section.constant(DayOfWeek.class, day));
      } catch (IllegalArgumentException e) {
        section.problem("days", String.valueOf(e.getMessage()));
      }
    }
    LocalTime from = time(section, "from", LocalTime.MIN);
    LocalTime to = time(section, "to", LocalTime.MAX);
    if (days.isEmpty()) {
      section.problem("days", "is empty; name the days on which people work");
    } else if (!to.isAfter(from)) {
      section.problem("to", "is not after from");
    } else {
      return new BusinessHours(zone, days, from, to);
    }
    return BusinessHours.always();
  }

  private static LocalTime time(Section section, String key, LocalTime fallback) {
    String text = section.text(key, "");
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      section.problem(key, "is a time such as 09:00");
      return fallback;
    }
  }

  static void atMost(
      Section w, String key, Duration value, String limitKey, @Nullable Duration limit) {
    if (limit != null && value.compareTo(limit) > 0) {
      w.problem(key, "is longer than " + limitKey + "; one of them is wrong");
    }
  }
}
