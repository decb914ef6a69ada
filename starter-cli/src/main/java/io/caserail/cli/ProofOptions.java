package io.caserail.cli;

import io.caserail.worker.config.OidcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who says it, and how that is proven: by signing in, unless something else is given. */
final class ProofOptions {
  private static final String SIGNED = "cli";
  private static final long LONGEST_FILE = 64 << 10;

  @Option(
      names = "--as",
      defaultValue = "",
      paramLabel = "ACTOR",
      description = "who says it, where names are trusted or --proof names an audit")
  private String actor = "";

  @Option(
      names = "--proof",
      defaultValue = "",
      paramLabel = "audit-NUMBER",
      description = "the ticket's audit that shows it")
  private String proof = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "an ID token that was signed for just this; see --show-nonce")
  private @Nullable Path tokenFile;

  @Option(
      names = "--show-nonce",
      description = "say nothing; print the nonce that the token for just this must hold")
  private boolean showsNonce;

  boolean showsNonce() {
    return showsNonce;
  }

  /** What stands as the speaker until the proof says who it is. */
  String actor() {
    return actor.isEmpty() ? SIGNED : actor;
  }

  /** The same for people, of what has to be proven. */
  String speaker() {
    return actor.isEmpty() ? "whoever signs" : actor;
  }

  /** Whether something was said about how it is proven. */
  boolean isGiven() {
    return showsNonce || tokenFile != null || !proof.isEmpty();
  }

  /** Whether the person who sits there has to sign. */
  boolean needsSignIn() {
    return actor.isEmpty() && proof.isEmpty() && tokenFile == null;
  }

  /**
   * Sees to it that somebody speaks.
   *
   * @throws Stopped when nothing says who
   */
  void requireSpeaker(@Nullable OidcConfig oidc) {
    if (needsSignIn() && oidc == null) {
      throw Stopped.misused(
          "Nothing says who decides.\n"
              + "Do: add --as ACTOR, or --config with an 'oidc' section to sign in.");
    }
  }

  /**
   * The proof of what has this nonce.
   *
   * @param screen where the person reads what address to open
   * @throws Stopped when there is none
   */
  String proof(String nonce, @Nullable OidcConfig oidc, Screen screen) {
    if (tokenFile != null) {
      return token(tokenFile);
    }
    if (oidc == null || !needsSignIn()) {
      return proof;
    }
    return new SignIn(
            oidc,
            address -> {
              screen.err().println("To sign just this, open:\n" + address);
              screen.err().flush();
            },
            SignIn.PATIENCE)
        .sign(nonce);
  }

  private static String token(Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw Stopped.misused(file + " holds more than a token.");
      }
      String token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw Stopped.misused(file + " is empty.");
      }
      return token;
    } catch (IOException e) {
      throw Stopped.misused(file + " can't be read.");
    }
  }
}
