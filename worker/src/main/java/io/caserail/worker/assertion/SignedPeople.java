package io.caserail.worker.assertion;

import io.caserail.activities.zendesk.ZendeskStaff.Colleague;
import io.caserail.worker.authority.SignedEvidence;
import java.util.Optional;
import java.util.function.Function;

/** Whom in Zendesk a provider's tokens speak for. Nothing about people is kept. */
public final class SignedPeople implements SignedEvidence {
  private final IdTokens tokens;
  private final Function<String, Optional<Colleague>> staff;

  /**
   * The people of a provider.
   *
   * @param staff finds a colleague by what the token calls them
   */
  public SignedPeople(IdTokens tokens, Function<String, Optional<Colleague>> staff) {
    this.tokens = tokens;
    this.staff = staff;
  }

  @Override
  public Signed read(String token, String nonce, boolean fresh) {
    IdTokens.Reading reading = tokens.read(token, nonce, fresh);
    String refusal = reading.refusal();
    if (refusal != null) {
      return Signed.refused(refusal, reading.again());
    }
    return staff
        .apply(reading.person())
        .map(who -> Signed.by(who.id(), who.name(), who.tag(), who.groups(), reading.at()))
        .orElseGet(() -> Signed.refused("its person is no active agent", false));
  }
}
