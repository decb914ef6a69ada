package io.caserail.client;

/** There is no case of this id on this server, or it is past its retention. */
public final class NoSuchCase extends RuntimeException {
  public NoSuchCase(String caseId, Throwable cause) {
    super("there is no open case " + caseId, cause);
  }
}
