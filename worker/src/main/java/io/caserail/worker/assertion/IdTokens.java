package io.caserail.worker.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.worker.config.OidcConfig;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ID tokens of one OpenID provider (OpenID Connect Core 1.0, section 3.1.3.7). Its keys are kept
 * for a quarter of an hour; a key that is not among them has them fetched again, twice in half a
 * minute at most. Safe for many threads.
 */
public final class IdTokens {
  /** However long a provider lets its tokens live, a word counts this long until it arrives. */
  static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private static final Failures ISSUER =
      new Failures("The identity provider", FaultDomain.UPSTREAM);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final long KEPT = Duration.ofMinutes(15).toMillis();
  private static final long PAUSE = Duration.ofSeconds(30).toMillis();
  private static final int CONNECT = 1_000;
  private static final int READ = 2_000;
  private static final int MOST_BYTES = 256 << 10;

  private final OidcConfig config;
  private final InstantSource clock;
  private final JWSVerificationKeySelector<SecurityContext> keys;

  public IdTokens(OidcConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.keys = new JWSVerificationKeySelector<>(ALGORITHMS, source(config));
  }

  private static JWKSource<SecurityContext> source(OidcConfig config) {
    return JWKSourceBuilder.<SecurityContext>create(
            url(config), new DefaultResourceRetriever(CONNECT, READ, MOST_BYTES))
        .cache(KEPT, CONNECT + READ)
        .refreshAheadCache(false)
        .rateLimited(PAUSE)
        .build();
  }

  private static URL url(OidcConfig config) {
    try {
      return config.jwks().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("oidc.jwks is no address", e);
    }
  }

  /**
   * What a token says.
   *
   * @param person what its claim calls the person; empty when refused
   * @param at when it was signed
   * @param refusal why it does not count, in words for whoever sent it; null when it counts
   * @param again whether the same word, signed afresh, would count
   */
  record Reading(String person, Instant at, @Nullable String refusal, boolean again) {}

  /** The first no; never leaves this class. */
  private static final class No extends Exception {
    private final boolean again;

    No(String why, boolean again) {
      super(why, null, false, false);
      this.again = again;
    }
  }

  /**
   * Reads a token that was signed for this.
   *
   * @param fresh whether it arrives now, and so may not have expired
   * @throws RuntimeException with a {@link io.caserail.port.FailureType} type when the keys can't
   *     be read
   */
  Reading read(String token, String nonce, boolean fresh) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      requireIssuer(claims);
      requireSignature(jwt);
      requireAudience(claims);
      if (nonce.isEmpty() || !nonce.equals(claims.getStringClaim("nonce"))) {
        throw no("it was signed for another decision");
      }
      Instant at = requireTime(claims, fresh);
      return new Reading(person(claims), at, null, false);
    } catch (ParseException e) {
      return refused("it can't be read", false);
    } catch (No no) {
      return refused(String.valueOf(no.getMessage()), no.again);
    }
  }

  private void requireIssuer(JWTClaimsSet claims) throws No {
    if (!config.issuer().equals(claims.getIssuer())) {
      throw no("its issuer is not the one that is configured here");
    }
  }

  private void requireSignature(SignedJWT jwt) throws No {
    if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
      throw no("it is not signed by RS256 or ES256");
    }
    List<Key> candidates = candidates(jwt);
    if (candidates.isEmpty()) {
      throw new No("its key is not among its issuer's now", true);
    }
    DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    for (Key key : candidates) {
      try {
        if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
          return;
        }
      } catch (JOSEException e) {
        // A key of another shape: the next one may fit.
      }
    }
    throw no("its signature is not its issuer's");
  }

  private List<Key> candidates(SignedJWT jwt) {
    try {
      return keys.selectJWSKeys(jwt.getHeader(), null);
    } catch (KeySourceException e) {
      throw ISSUER.away(
          "the identity provider's keys can't be read", e.getClass().getSimpleName(), null);
    }
  }

  private void requireAudience(JWTClaimsSet claims) throws No, ParseException {
    List<String> audience = claims.getAudience();
    boolean ours = audience.contains(config.audience());
    boolean shared = audience.size() > 1;
    if (!ours || (shared && !config.clientId().equals(claims.getStringClaim("azp")))) {
      throw no("it was issued for another application");
    }
  }

  private Instant requireTime(JWTClaimsSet claims, boolean fresh) throws No {
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    if (issued == null || expires == null) {
      throw no("it does not say when it was signed and when it expires");
    }
    Instant now = clock.instant();
    Instant at = issued.toInstant();
    if (at.isAfter(now.plus(config.clockSkew()))) {
      throw no("it was signed in the future; compare the clocks");
    }
    Instant old = now.minus(config.clockSkew());
    if (fresh && (expires.toInstant().isBefore(old) || at.plus(LONGEST_LIFE).isBefore(old))) {
      throw new No("it has expired", true);
    }
    return at;
  }

  private String person(JWTClaimsSet claims) throws No, ParseException {
    String claim = config.personClaim();
    String person = claims.getStringClaim(claim);
    if (person == null || person.isBlank()) {
      throw no("it does not name its person");
    }
    if (claim.equals("email") && !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))) {
      throw no("its issuer has not verified the person's address");
    }
    return person.strip();
  }

  private static No no(String why) {
    return new No(why, false);
  }

  private static Reading refused(String why, boolean again) {
    return new Reading("", Instant.EPOCH, why, again);
  }
}
