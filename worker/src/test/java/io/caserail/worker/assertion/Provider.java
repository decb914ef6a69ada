package io.caserail.worker.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.caserail.worker.config.OidcConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider that signs whatever a test likes, and serves its keys. */
final class Provider implements AutoCloseable {
  static final String ISSUER = "https://id.acme.example";
  static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  static final String NONCE = "0".repeat(64);

  final RSAKey key = rsa("k1");
  final List<JWK> published = new ArrayList<>(List.of(key));
  final AtomicInteger fetches = new AtomicInteger();
  private final HttpServer server;

  Provider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        call -> {
          fetches.incrementAndGet();
          byte[] body =
              new JWKSet(List.copyOf(published)).toString().getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(200, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
  }

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2_048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  OidcConfig config() {
    int port = server.getAddress().getPort();
    return new OidcConfig(
        ISSUER,
        "caserail",
        "caserail",
        URI.create("http://127.0.0.1:" + port + "/keys"),
        "email",
        Duration.ofSeconds(30));
  }

  /** What the provider says of Ana, a minute ago. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("caserail")
        .subject("u-8")
        .claim("email", "ana@acme.example")
        .claim("email_verified", true)
        .claim("nonce", NONCE)
        .issueTime(Date.from(NOW.minusSeconds(60)))
        .expirationTime(Date.from(NOW.plusSeconds(240)));
  }

  static String signed(JWTClaimsSet claims, JWK key) {
    try {
      if (key instanceof ECKey curve) {
        return signed(claims, JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(curve));
      }
      return signed(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key.toRSAKey()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with what everybody can read, which a careless reader takes for a shared secret. */
  static String signedWithThePublicKey(JWTClaimsSet claims, RSAKey key) {
    try {
      byte[] secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      return signed(claims, JWSAlgorithm.HS256, key.getKeyID(), new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
