package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifications: who was invited, what the verdict is, and what was erased. */
final class VerificationClaims implements Claims {
  private static final Pattern ACCOUNT = Pattern.compile("account ([A-Za-z0-9_]+)");
  private static final Pattern SESSION = Pattern.compile("\\((vs_[A-Za-z0-9]+)\\)");
  private static final Pattern STANDS = Pattern.compile("The verdict stands: ([a-z ]+)\\.");

  private final Set<String> invited = new HashSet<>();
  private final Map<String, String> verdicts = new HashMap<>();
  private final Set<String> erased = new HashSet<>();
  private final Set<String> untold = new HashSet<>();

  @Override
  public void learn(BookEntry entry) {
    Map<String, String> details = entry.details();
    switch (entry.kind()) {
      case "account.invited" ->
          invited.add(entry.object() + " " + details.getOrDefault("session", ""));
      case "account.set" -> verdicts.put(entry.object(), details.getOrDefault("verdict", ""));
      case "account.decided" -> {
        verdicts.put(entry.object(), details.getOrDefault("verdict", ""));
        untold.add(entry.object());
      }
      case "verification.redacted" -> erased.add(entry.object());
      default -> {
        // Nothing of it can be claimed.
      }
    }
  }

  @Override
  public @Nullable String objection(Said said) {
    String happened = said.happened();
    Matcher account = ACCOUNT.matcher(happened);
    if (!account.find()) {
      return null;
    }
    String id = account.group(1);
    if (happened.startsWith("Customer invited:")) {
      String session = session(happened);
      return invited.contains(id + " " + session) ? null : "nobody invited them to " + session;
    }
    if (happened.startsWith("Verified:") || happened.startsWith("Verified already:")) {
      return verdict(id, "verified");
    }
    if (happened.startsWith("Not verified:")) {
      return verdict(id, "not_verified");
    }
    if (happened.startsWith("Erased:") && !erased.contains(session(happened))) {
      return session(happened) + " is not erased";
    }
    if (happened.startsWith("No verdict on ") && untold.contains(id)) {
      return id + " is " + verdicts.get(id);
    }
    Matcher stands = STANDS.matcher(happened);
    return stands.find() ? verdict(id, stands.group(1).replace(' ', '_')) : null;
  }

  /** Why the account does not have this verdict; null when it has. */
  private @Nullable String verdict(String account, String said) {
    untold.remove(account);
    String is = verdicts.getOrDefault(account, "");
    return is.equals(said) ? null : account + " is '" + is + "'";
  }

  private static String session(String happened) {
    Matcher session = SESSION.matcher(happened);
    return session.find() ? session.group(1) : "no session";
  }
}
