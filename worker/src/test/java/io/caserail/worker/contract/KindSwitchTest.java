package io.caserail.worker.contract;

import static io.caserail.contract.LifecycleState.BILLING;
import static io.caserail.contract.LifecycleState.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindSwitchTest {
  @TempDir Path directory;

  @Test
  void a_kind_is_off_while_its_contract_is_not_in_order_and_says_why_in_words() {
    KindSwitch kinds =
        new KindSwitch(
            ContractFolder.in(directory)
                .with(BILLING, text -> text.replace("undone: []", "undone: [pay]"))
                .read());

    assertThat(kinds.whyOff(CaseKind.REFUND))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("refunds are switched off, because their contract is not in order")
                    .contains("billing.yaml:", "cases.refund.undone")
                    .endsWith("Nothing was sent; ask again once it is mended"));
    assertThat(kinds.whyOff(CaseKind.CANCELLATION)).isEmpty();
  }

  @Test
  void a_state_that_is_only_followed_switches_nothing_off() {
    KindSwitch kinds = new KindSwitch(ContractFolder.in(directory).without(IDENTITY).read());

    assertThat(CaseKind.values()).allMatch(kind -> kinds.whyOff(kind).isEmpty());
  }
}
