package io.caserail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What workflow code must not do, because a replay would come out otherwise or a workflow thread
 * would hang; and what the SDK asks of its classes.
 */
final class WorkflowRules {
  /** What every case stands on. */
  static final String[] FOUNDATION = {
    "io.caserail.decision..",
    "io.caserail.record..",
    "io.caserail.call..",
    "io.caserail.display..",
    "io.caserail.engine..",
    "io.caserail.lifecycle.."
  };

  /** The cases proper; what they stand on is apart from them. */
  static final String[] CASES = {
    "io.caserail.refund..",
    "io.caserail.settlement..",
    "io.caserail.cancellation..",
    "io.caserail.verification..",
    "io.caserail.sweep..",
    "io.caserail.hints..",
    "io.caserail.watchdog..",
    "io.caserail.outage..",
    "io.caserail.quarantine..",
    "io.caserail.tracking..",
    "io.caserail.reconcile.."
  };

  /** Code that runs in workflow tasks. */
  static final String[] WORKFLOW_CODE =
      Stream.concat(Stream.of(FOUNDATION), Stream.of(CASES)).toArray(String[]::new);

  static final ArchRule NO_CLOCKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.caserail.client..")
          .should()
          .accessTargetWhere(
              calls("java.time.", "now", "systemUTC", "systemDefaultZone", "systemDefault")
                  .or(calls("java.lang.System", "currentTimeMillis", "nanoTime")))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.time.Clock.class,
              java.time.InstantSource.class,
              java.util.Date.class,
              java.util.Calendar.class)
          .because("a replay happens at another time: it comes from Workflow.currentTimeMillis");

  static final ArchRule NO_RANDOMNESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.caserail.client..")
          .should()
          .accessTargetWhere(
              calls("java.util.UUID", "randomUUID").or(calls("java.lang.Math", "random")))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.Random.class,
              java.util.SplittableRandom.class,
              java.util.concurrent.ThreadLocalRandom.class,
              java.util.random.RandomGenerator.class)
          .because("a replay draws another number: ids are computed from what was asked");

  static final ArchRule NO_THREADS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.caserail.client..")
          .should()
          .accessTargetWhere(
              calls("java.lang.Object", "wait", "notify", "notifyAll")
                  .or(calls("java.util.", "parallelStream"))
                  .or(calls("java.util.stream.", "parallel")))
          .orShould()
          .dependOnClassesThat(
              are(
                  resideInAnyPackage("java.util.concurrent..")
                      .or(JavaClass.Predicates.belongToAnyOf(Thread.class, java.util.Timer.class))))
          .because("a workflow waits by Workflow.await and has no thread but its own");

  static final ArchRule NO_SYNCHRONIZED_METHODS =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.caserail.client..")
          .should()
          .haveModifier(JavaModifier.SYNCHRONIZED)
          .because("workflow code runs one thread at a time; a lock could only hang it");

  static final ArchRule NO_IO =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.caserail.client..")
          .should()
          .accessTargetWhere(calls("java.lang.System", "getenv", "getProperty"))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "javax.net..",
              "java.sql..",
              "okhttp3..",
              "io.grpc..",
              "io.temporal.client..",
              "io.temporal.serviceclient..")
          .because("systems are asked by activities, and Temporal by the client package");

  static final ArchRule NO_UNORDERED_COLLECTIONS =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOW_CODE)
          .should()
          .accessTargetWhere(
              calls("java.util.Set", "of", "copyOf")
                  .or(calls("java.util.Map", "of", "ofEntries", "copyOf"))
                  .or(
                      calls(
                          "java.util.stream.Collectors",
                          "toSet",
                          "toMap",
                          "toUnmodifiableSet",
                          "toUnmodifiableMap",
                          "groupingBy",
                          "partitioningBy"))
                  .or(calls("java.util.HashMap", "<init>"))
                  .or(calls("java.util.HashSet", "<init>")))
          .because("their order changes from one process to the next, and a replay with it");

  static final ArchRule NO_WALK_THROUGH_A_MAP =
      noClasses()
          .that()
          .resideInAnyPackage(CASES)
          .should()
          .accessTargetWhere(
              calls("java.util.Map", "entrySet", "keySet", "values", "forEach", "replaceAll"))
          .because("the policy's maps have no order; they are read by key");

  static final ArchRule IMPLEMENTATIONS_CAN_BE_MADE =
      classes()
          .that(
              describe(
                  "implement a workflow interface",
                  type ->
                      !type.isInterface()
                          && type.getAllRawInterfaces().stream()
                              .anyMatch(i -> i.isAnnotatedWith(WorkflowInterface.class))))
          .should(bePublicWithAPublicNoArgumentConstructor())
          .andShould()
          .haveSimpleNameEndingWith("WorkflowImpl")
          .because("the SDK makes one per run, and hangs on what it can't make");

  static final ArchRule NAMES_SAY_SOMETHING =
      noClasses()
          .should()
          .haveNameMatching(".*\\.[^.]*(Manager|Helper|Util|Common|Base)[^.]*")
          .because("such a name says nothing of what the class is for");

  static final ArchRule NO_VENDOR_NAMES =
      noClasses()
          .should()
          .haveNameMatching("(?i).*(stripe|zendesk).*")
          .because("a case knows a payment system and a ticket system; adapters know vendors");

  private WorkflowRules() {}

  /** Calls of, and references to, these methods; an owner that ends in a dot is a package. */
  private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        owner + " " + List.of(names),
        access -> {
          String target = access.getTarget().getOwner().getName();
          return wanted.contains(access.getTarget().getName())
              && (owner.endsWith(".") ? target.startsWith(owner) : target.equals(owner));
        });
  }

  private static ArchCondition<JavaClass> bePublicWithAPublicNoArgumentConstructor() {
    return new ArchCondition<>("be public with a public constructor without arguments") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean fit =
            type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getConstructors().stream()
                    .anyMatch(
                        c ->
                            c.getRawParameterTypes().isEmpty()
                                && c.getModifiers().contains(JavaModifier.PUBLIC));
        events.add(new SimpleConditionEvent(type, fit, type.getName() + " is hidden"));
      }
    };
  }

  /** The rules by name, for showing that each can fail. */
  static Map<String, ArchRule> byName() {
    return Map.ofEntries(
        Map.entry("clocks", NO_CLOCKS),
        Map.entry("randomness", NO_RANDOMNESS),
        Map.entry("threads", NO_THREADS),
        Map.entry("synchronized", NO_SYNCHRONIZED_METHODS),
        Map.entry("io", NO_IO),
        Map.entry("unordered", NO_UNORDERED_COLLECTIONS),
        Map.entry("map walk", NO_WALK_THROUGH_A_MAP),
        Map.entry("implementations", IMPLEMENTATIONS_CAN_BE_MADE),
        Map.entry("names", NAMES_SAY_SOMETHING),
        Map.entry("vendors", NO_VENDOR_NAMES));
  }
}
