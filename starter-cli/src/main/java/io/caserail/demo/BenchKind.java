package io.caserail.demo;

import io.caserail.model.CaseKind;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import java.time.Duration;
import java.util.Locale;

/** A kind of case as it is measured: all goes well, and nobody has to be waited for. */
enum BenchKind {
  /** A whole payment, small enough to need no approval. */
  REFUND(CaseKind.REFUND) {
    @Override
    Asked prepare(Stage stage, String email, String object) {
      return refund(stage, email, "1.00");
    }

    @Override
    void ask(Stage stage, Asked asked) {
      stage.fill("Lena", asked.ticket(), asked.object(), asked.amount());
    }
  },

  /** An order with a subscription and access, at once; nothing was sent, and nothing is due. */
  CANCELLATION(CaseKind.CANCELLATION) {
    @Override
    Asked prepare(Stage stage, String email, String object) {
      Sandbox world = stage.sandbox();
      var unused =
          world
              .company()
              .add(
                  CompanyOrder.of(
                          "ord_" + object, email, world.clock().instant().minus(Duration.ofDays(1)))
                      .subscription(
                          world
                              .stripe()
                              .subscription(world.stripe().customer(email).id())
                              .create()
                              .id())
                      .access(world.scim().addUser(email).id()));
      return new Asked(caseKind(), stage.write(email), "ord_" + object, "");
    }

    @Override
    void ask(Stage stage, Asked asked) {
      stage.cancel("Lena", asked.ticket(), asked.object(), "now");
    }
  },

  /** A customer who does at once what they are asked for. */
  VERIFICATION(CaseKind.VERIFICATION) {
    @Override
    Asked prepare(Stage stage, String email, String object) {
      var unused = stage.sandbox().company().add(CompanyAccount.of("acct_" + object, email));
      return new Asked(caseKind(), stage.write(email), "acct_" + object, "");
    }

    @Override
    void ask(Stage stage, Asked asked) {
      stage.verify("Lena", asked.ticket(), asked.object(), "new_customer");
    }
  };

  private final CaseKind caseKind;

  BenchKind(CaseKind caseKind) {
    this.caseKind = caseKind;
  }

  /** A refund that waits until somebody approves it. */
  static Asked aboveApproval(Stage stage, String email) {
    return refund(stage, email, "180.00");
  }

  private static Asked refund(Stage stage, String email, String amount) {
    String payment = stage.payment(amount, email);
    return new Asked(CaseKind.REFUND, stage.write(email), payment, amount);
  }

  /** A customer of their own writes about something of their own. */
  abstract Asked prepare(Stage stage, String email, String object);

  /** The macro is applied. */
  abstract void ask(Stage stage, Asked asked);

  CaseKind caseKind() {
    return caseKind;
  }

  /** {@code refund}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
