package io.caserail.sandbox.zendesk;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the stand-in listens and how to get in.
 *
 * @param clients secrets of the OAuth clients, by client id: {@code caserail-reader}, {@code
 *     caserail-writer}, {@code caserail-webhooks}, {@code caserail-provisioner}
 * @param webhookSecret signs what the triggers send; empty while there is no webhook
 */
public record ZendeskAddress(
    URI baseUrl, Map<String, String> clients, String webhookSecret, ZendeskWorld world) {
  public static final String READER = "caserail-reader";
  public static final String WRITER = "caserail-writer";
  public static final String WEBHOOKS = "caserail-webhooks";
  public static final String PROVISIONER = "caserail-provisioner";

  public ZendeskAddress {
    clients = Collections.unmodifiableMap(new LinkedHashMap<>(clients));
  }

  /**
   * The secret of one of the clients.
   *
   * @throws IllegalArgumentException if there is no such client
   */
  public String secretOf(String client) {
    String secret = clients.get(client);
    if (secret == null) {
      throw new IllegalArgumentException("no client " + client);
    }
    return secret;
  }

  @Override
  public String toString() {
    return "ZendeskAddress[" + baseUrl + ", secrets=***]";
  }
}
