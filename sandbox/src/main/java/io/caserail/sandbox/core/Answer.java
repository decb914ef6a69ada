package io.caserail.sandbox.core;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in answers. The body's bytes are taken as they are. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying every body would cost
public record Answer(int status, Map<String, String> headers, String contentType, byte[] body) {
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static Answer json(int status, Object body) {
    return new Answer(status, Map.of(), "application/json; charset=utf-8", Json.bytes(body));
  }

  public static Answer text(int status, String body) {
    return new Answer(
        status, Map.of(), "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), "text/plain", new byte[0]);
  }

  /** This answer with one more header; a header of the same name is replaced. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, contentType, body);
  }

  public Answer with(Map<String, String> added) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putAll(added);
    return new Answer(status, more, contentType, body);
  }

  public Answer as(String otherType) {
    return new Answer(status, headers, otherType, body);
  }

  public Answer status(int other) {
    return new Answer(other, headers, contentType, body);
  }
}
