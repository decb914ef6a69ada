package io.caserail.verification;

import io.caserail.port.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One session at the identity provider, as far as its case knows. */
final class Session {
  private final int number;
  private String ref = "";
  private Instant until = Instant.MAX;
  private String known = "";
  private boolean used;
  private boolean over;
  private int erasures;
  private @Nullable Outcome erasure;

  /** The session of this number within its request, counted from 1. */
  Session(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** It is open under this id. */
  void opened(String id) {
    ref = id;
  }

  /** The customer has a link, which is good until then. */
  void invited(Instant end) {
    until = end;
  }

  String ref() {
    return ref;
  }

  Instant until() {
    return until;
  }

  /** The customer has tried: from here on it holds what they showed. */
  void tried(String which) {
    known = which;
    used = true;
  }

  /** The last failed try that is known; empty for none. */
  String known() {
    return known;
  }

  boolean isUsed() {
    return used;
  }

  /** It takes no input any more, and nothing of it has to be taken back. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Counts how often the provider was asked to erase it. */
  int nextErasure() {
    return ++erasures;
  }

  /** What became of the wish to have it erased. */
  void erased(Outcome outcome) {
    erasure = outcome;
    over = true;
  }

  @Nullable Outcome erasure() {
    return erasure;
  }
}
