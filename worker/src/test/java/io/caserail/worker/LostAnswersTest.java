package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.change.SendFrame;
import io.caserail.worker.config.CaserailConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LostAnswersTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.caserail.activities", "io.caserail.worker");

  @Test
  void each_sender_of_changes_declares_what_there_is_to_go_by() {
    assertThat(calling("frame", SendFrame.class))
        .hasSize(6)
        .isEqualTo(declaring())
        .isEqualTo(askedByTheWorker());
  }

  @Test
  void of_each_configured_system_it_is_said() {
    assertThat(LostAnswers.of(everything("scim: { baseUrl: 'https://id', token: t }")))
        .extracting(LostAnswer::system)
        .containsExactly(
            "Stripe (refunds)",
            "Stripe (billing)",
            "Stripe (identity)",
            "EasyPost",
            "the access system",
            "Acme Shop");
    assertThat(LostAnswers.findings(everything("access: company")))
        .extracting(finding -> finding.says())
        .contains(
            "When an answer of EasyPost is lost, a repeat is harmless without a key: a refund is a"
                + " state of the label, which is read before each send; the effect is found by the"
                + " refund's status on the shipment",
            "When an answer of Acme Shop is lost, a repeat is harmless for 36h, as long as it knows"
                + " a key; the effect is found by the operation id, in the list of all changes that"
                + " were made for it");
  }

  private static CaserailConfig everything(String access) {
    return CaserailConfig.parse(
        """
        account: acme
        personKey: 0123456789abcdef
        zendesk:
          baseUrl: https://acme.zendesk.com
          clientId: caserail
          clientSecret: s
          integrationUser: 9
          fields: { command: 1, state: 2, waitsFor: 3, reference: 4, byHandReference: 5 }
          refund: { fields: { payment: 6, amount: 7, reason: 8 } }
          cancellation: { fields: { object: 10, reason: 11 } }
          verification: { fields: { account: 12, reason: 13 } }
          groups: { requesters: 201, approvers: 202, finance: 203 }
        stripe: { key: sk_test_abc }
        easypost: { key: EZTKx }
        company: { name: Acme Shop, baseUrl: 'https://a', auth: { bearer: b }, keyLife: 36h }
        """
            + access,
        Path.of("."),
        Map.of());
  }

  /** Whoever sends changes asks its client for a frame. */
  private static Set<String> calling(String method, Class<?> answer) {
    return CODE.stream()
        .filter(
            c ->
                c.getMethodCallsFromSelf().stream()
                    .map(call -> call.getTarget())
                    .anyMatch(
                        target ->
                            target.getName().equals(method)
                                && target.getRawReturnType().isEquivalentTo(answer)))
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
  }

  private static Set<String> declaring() {
    return CODE.stream()
        .filter(c -> c.getPackageName().startsWith("io.caserail.activities"))
        .filter(
            c -> c.getMethods().stream().anyMatch(method -> method.getName().equals("lostAnswer")))
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
  }

  private static Set<String> askedByTheWorker() {
    return CODE.get(LostAnswers.class).getMethodCallsFromSelf().stream()
        .filter(call -> call.getOrigin().getName().equals("of"))
        .filter(call -> call.getTarget().getName().equals("lostAnswer"))
        .map(call -> call.getTargetOwner().getSimpleName())
        .collect(Collectors.toSet());
  }
}
