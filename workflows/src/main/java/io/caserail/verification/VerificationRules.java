package io.caserail.verification;

import io.caserail.model.PersonTag;
import io.caserail.port.AccountFacts;
import io.caserail.port.VerificationPolicy;
import io.caserail.verification.Ruling.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether somebody may be asked to verify themselves, and what follows from how they fared. */
public final class VerificationRules {
  /** The verdict that they are who they say. */
  public static final String VERIFIED = "verified";

  /** The verdict that they are not, or could not show it. */
  public static final String NOT_VERIFIED = "not_verified";

  /** The code of a ruling about an account that is not the ticket's customer's. */
  public static final String OTHER_CUSTOMER = "other_customer";

  /** The code of a ruling about an account that needs no verification. */
  static final String ALREADY_VERIFIED = "already_verified";

  private static final String NOT_THEIRS = "the account does not belong to this ticket's customer";

  private VerificationRules() {}

  /**
   * Judges a request by the account as it is now. Of an account that is somebody else's a ruling
   * says no more than that, since the ticket's readers may not know about it.
   */
  public static Ruling judge(
      VerificationRequest request, AccountFacts facts, VerificationPolicy policy) {
    if (policy.tries() == 0) {
      return Ruling.reject("not_set_up", "nobody is verified here: the policy has no rules for it");
    }
    if (!facts.found()) {
      return Ruling.reject(
          "account_not_found", facts.system() + " knows no account " + request.object());
    }
    boolean verified = facts.verdict().equals(VERIFIED);
    boolean again = policy.again().contains(request.reason());
    if (isSomebodyElses(request, facts)) {
      return verified && !again
          ? Ruling.reject(OTHER_CUSTOMER, NOT_THEIRS + ", and can't be verified as asked")
          : Ruling.ask(OTHER_CUSTOMER, NOT_THEIRS);
    }
    if (verified && !again) {
      return Ruling.reject(ALREADY_VERIFIED, "the account is verified already");
    }
    return whoMustAgree(request, facts, policy);
  }

  private static Ruling whoMustAgree(
      VerificationRequest request, AccountFacts facts, VerificationPolicy policy) {
    List<String> why = new ArrayList<>();
    String code = "";
    if (request.reason().isEmpty() || policy.askAlways().contains(request.reason())) {
      why.add(
          request.reason().isEmpty()
              ? "no reason was given"
              : words(request.reason()) + " is never automatic");
      code = "reason";
    }
    if (facts.verdict().equals(VERIFIED)) {
      why.add("the account is verified already");
      code = ALREADY_VERIFIED;
    }
    if (facts.verdict().equals(NOT_VERIFIED)) {
      why.add("the account was not verified before");
      code = "not_verified_before";
    }
    if (isSame(request.person(), facts.customer())) {
      why.add("the account is the requester's own");
      code = "own_account";
    }
    return new Ruling(why.isEmpty() ? Kind.GO : Kind.ASK, code, why);
  }

  /**
   * What follows from a failed try: another one, or that people look.
   *
   * @param code the provider's code of the failure
   * @param used how many tries are used up, this one included
   */
  public static Ruling afterFailure(VerificationPolicy policy, String code, int used) {
    if (policy.suspicious().contains(code)) {
      return Ruling.ask("suspicious", "it may be fraud");
    }
    if (policy.hopeless().contains(code)) {
      return Ruling.ask("hopeless", "another try can't mend that");
    }
    if (used >= policy.tries()) {
      return Ruling.ask("tries_used_up", "no try is left of " + policy.tries());
    }
    return Ruling.go();
  }

  /** What follows from the provider's yes. */
  public static Ruling afterSuccess(VerificationPolicy policy, String reason) {
    return policy.reviewAlways().contains(reason)
        ? Ruling.ask("review_always", "for " + words(reason) + " people have the last word")
        : Ruling.go();
  }

  /**
   * Why this person's yes does not count, in words that follow "Approval by X not counted:"; null
   * when it counts.
   *
   * @param account the tag of whose account it is
   */
  public static @Nullable String objection(
      VerificationRequest request, PersonTag account, String actor, PersonTag person) {
    if (actor.equals(request.by().actor()) || isSame(person, request.person())) {
      return "the same person asked for this verification";
    }
    return isSame(person, request.customer()) || isSame(person, account)
        ? "the verification is about the same person"
        : null;
  }

  /** {@code new_device} reads "new device". */
  static String words(String code) {
    return code.isEmpty() ? "no reason given" : code.replace('_', ' ');
  }

  private static boolean isSomebodyElses(VerificationRequest request, AccountFacts facts) {
    return !isSame(facts.customer(), request.customer());
  }

  private static boolean isSame(PersonTag one, PersonTag other) {
    return !one.value().equals("none") && one.equals(other);
  }
}
