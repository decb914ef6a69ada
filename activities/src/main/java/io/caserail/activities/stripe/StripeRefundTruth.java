package io.caserail.activities.stripe;

import io.caserail.activities.truth.Changed;
import io.caserail.activities.truth.TruthSource;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of refunds: of those that a case has made by their metadata, and of those that
 * somebody else has. One that a person has named to a request was compared when it was named; one
 * that has failed, and in whose place another one was made, is what that other one is.
 */
public final class StripeRefundTruth implements TruthSource {
  private static final List<String> TYPES =
      List.of("refund.created", "refund.updated", "refund.failed");

  private final StripeClient client;
  private final String account;
  private final boolean live;

  /**
   * The refunds of an account.
   *
   * @param account whose; what another installation has made is somebody else's
   */
  public StripeRefundTruth(StripeClient client, String account, boolean live) {
    this.client = client;
    this.account = account;
    this.live = live;
  }

  @Override
  public String system() {
    return client.failures().system();
  }

  @Override
  public List<Changed> changed(Instant from, Instant to, Runnable pageRead) {
    return new StripeChanged(client, live, pageRead)
        .made("refunds", from, to)
        .events(TYPES, from, to)
        .all();
  }

  @Override
  public Optional<Truth> read(Changed changed) {
    return client
        .one("refunds", changed.ref())
        .map(StripeRefund::read)
        .map(refund -> truth(refund, changed.since()));
  }

  private @Nullable Truth truth(StripeRefund refund, Instant since) {
    MadeBy by = MadeBy.of(refund.metadata());
    MadeBy ours = by != null && by.account().equals(account) ? by : null;
    boolean elsewhere = by != null && ours == null;
    boolean foreign = refund.counts() && (elsewhere || refund.request().isEmpty());
    boolean others = refund.payment().isEmpty() || !(foreign || ours != null);
    if (others || new SecondTry(client).of(refund).isPresent()) {
      return null;
    }
    Truth truth =
        new Truth(
            CaseKind.REFUND,
            refund.id(),
            new ObjectId(refund.payment()),
            ours == null ? "" : ours.request(),
            ours == null ? "" : ours.ticket(),
            says(refund),
            since,
            refund.amount() + " of " + refund.payment(),
            refund.status().name().toLowerCase(Locale.ROOT),
            false,
            elsewhere);
    return ours != null && refund.counts() && isDouble(refund) ? truth.twice() : truth;
  }

  /** A request is one effect: two of one name whose money moves are what must never be. */
  private boolean isDouble(StripeRefund refund) {
    return client.all("refunds", Map.of("payment_intent", refund.payment())).stream()
        .map(StripeRefund::read)
        .anyMatch(
            other ->
                !other.id().equals(refund.id())
                    && other.counts()
                    && other.operation().equals(refund.operation()));
  }

  private static Says says(StripeRefund refund) {
    return switch (refund.status()) {
      case SUCCEEDED -> Says.HAPPENED;
      case PENDING, REQUIRES_ACTION -> Says.OPEN;
      case FAILED, CANCELED -> Says.NOT_SO;
    };
  }
}
