package io.caserail.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes every refusal as {@code application/problem+json}, those of the HTTP server included. */
final class Problems extends ErrorHandler {
  private static final String TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static void write(Refusal refusal, Context ctx) {
    refusal.headers().forEach(ctx::header);
    ctx.status(refusal.status())
        .contentType(TYPE)
        .result(document(refusal.status(), refusal.title(), String.valueOf(refusal.getMessage())));
  }

  /** What the server refuses by itself, before any route; its own page would quote the request. */
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, TYPE));
    response.write(true, ByteBuffer.wrap(document(code)), callback);
  }

  private static byte[] document(int status) {
    return document(status, HttpStatus.getMessage(status), "the request can't be read")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String document(int status, String title, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    try {
      return JSON.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }
}
