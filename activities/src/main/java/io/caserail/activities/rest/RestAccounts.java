package io.caserail.activities.rest;

import io.caserail.activities.http.Secret;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.ObjectId;
import io.caserail.port.AccountActivities;
import io.caserail.port.AccountFacts;
import io.caserail.port.ChangeOrder;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.verification.VerificationRules;
import java.util.Set;
import java.util.function.Function;

/** Accounts in a company's own system. */
public final class RestAccounts implements AccountActivities {
  private static final Set<String> VERDICTS =
      Set.of(VerificationRules.VERIFIED, VerificationRules.NOT_VERIFIED);

  private final RestClient client;
  private final RestChanges changes;
  private final PersonTags persons;
  private final Function<String, Secret> links;

  /**
   * Accounts.
   *
   * @param links the link of a session, by the session's id; it goes into the request and nowhere
   *     else
   */
  public RestAccounts(
      RestClient client, RestChanges changes, PersonTags persons, Function<String, Secret> links) {
    this.client = client;
    this.changes = changes;
    this.persons = persons;
    this.links = links;
  }

  @Override
  public AccountFacts lookUpAccount(LookUpRequest request) {
    ObjectId id = request.payment();
    String system = client.settings().system();
    return client
        .object(RestCollection.ACCOUNTS, id)
        .map(
            account ->
                new AccountFacts(
                    system, id, true, persons.of(account.text("customer")), verdict(account)))
        .orElseGet(() -> new AccountFacts(system, id, false, PersonTags.NONE, ""));
  }

  private static String verdict(RestAnswer account) {
    return account.text("verdict").isEmpty() ? "" : account.meaning("verdict");
  }

  @Override
  public Outcome inviteToVerify(ChangeOrder order) {
    return changes.apply(RestChange.INVITE, order, () -> links.apply(order.value()));
  }

  @Override
  public Outcome findInvitation(ChangeOrder order) {
    return changes.find(RestChange.INVITE, order);
  }

  @Override
  public Outcome applyVerdict(ChangeOrder order) {
    if (!VERDICTS.contains(order.value())) {
      throw client.failures().ourFault("that is no verdict", "verdict");
    }
    return changes.apply(RestChange.VERDICT, order);
  }

  @Override
  public Outcome findVerdict(ChangeOrder order) {
    return changes.find(RestChange.VERDICT, order);
  }
}
