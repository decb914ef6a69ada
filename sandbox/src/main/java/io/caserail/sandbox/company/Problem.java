package io.caserail.sandbox.company;

import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Json;

/** A no, as a problem document. */
final class Problem extends RuntimeException {
  private final int status;
  private final String code;

  private Problem(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  static Problem unauthenticated() {
    return new Problem(401, "unauthenticated", "a key is needed, and this is none");
  }

  static Problem unreadable(String code, String detail) {
    return new Problem(400, code, detail);
  }

  static Problem notFound(String what) {
    return new Problem(404, "not_found", "there is no such " + what);
  }

  /** The state of the object does not allow it. */
  static Problem refused(String code, String detail) {
    return new Problem(409, code, detail);
  }

  /** What is asked for makes no sense here. */
  static Problem senseless(String code, String detail) {
    return new Problem(422, code, detail);
  }

  /** Whether the change was judged: such a no is kept under its key. */
  boolean isJudgement() {
    return status == 409 || status == 422;
  }

  /**
   * The answer.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: problem details</a>
   */
  Answer answer() {
    return Answer.json(
            status,
            Json.object()
                .put("type", "about:blank")
                .put("title", code.replace('_', ' '))
                .put("status", status)
                .put("code", code)
                .put("detail", getMessage()))
        .as("application/problem+json");
  }

  Answer plainAnswer() {
    return Answer.text(status, String.valueOf(getMessage()));
  }
}
