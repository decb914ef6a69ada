package io.caserail.worker.upstreamcheck;

/** What is checked, in this order, and what to do when it does not hold. */
public enum Rule {
  READS_THE_OBJECT(
      "an object that exists can be read",
      "check address, key, paths and the places in the configuration; nothing was changed"),
  ASKS_WHO_CALLS(
      "nobody is let in without a key", "answer 401 where the credentials are missing or wrong"),
  KNOWS_WHAT_IT_LACKS(
      "an object that does not exist is a 404 of the code not_found",
      "answer 404 with that code, or name yours in codes.unknown_object"),
  MAKES_IT_ONCE(
      "two requests at once under one key make one change",
      "take the key, by a unique row, in the transaction that makes the change"),
  ANSWERS_AS_BEFORE(
      "a repeated request is answered as the first time",
      "keep status and body under the key, for 24 hours or for as long as keyLife of the company"
          + " says"),
  REFUSES_ANOTHER_BODY(
      "another body under the same key is refused",
      "answer 409 idempotency_mismatch, or name your code in codes.key_in_use"),
  FINDS_IT(
      "the change is found by its operation id, once",
      "store the operation id with the change, and look it up where it is written"),
  FINDS_NOTHING_ELSE(
      "an operation that nobody has made is an empty answer",
      "answer 200 with an empty list, and only the changes of the operation asked for"),
  SAYS_NO_IN_PROBLEMS(
      "a no is a problem document with a code",
      "answer errors as application/problem+json with a code (RFC 9457)"),
  STANDS_ODD_INPUT(
      "odd input is a 4xx", "answer 400 or 422 to what can't be read; never a 5xx, never a 2xx"),
  ANSWERS_IN_TIME(
      "every answer comes within half of the time-out",
      "make it faster, answer 202 and go on in the background, or raise http.call of the company");

  private final String says;
  private final String advice;

  Rule(String says, String advice) {
    this.says = says;
    this.advice = advice;
  }

  /** The rule in a clause. */
  public String says() {
    return says;
  }

  /** What whoever builds the service does about it. */
  public String advice() {
    return advice;
  }
}
