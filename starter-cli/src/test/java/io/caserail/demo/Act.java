package io.caserail.demo;

/**
 * One line of a {@link Script}: who does what, and how long after the line before. What a word
 * means is up to the kind of the act; the player reads nothing but these.
 *
 * @param pause milliseconds since the line before
 * @param ticket which of the script's tickets
 * @param thing which of the script's things
 * @param by who does it; empty for the world's own doings
 * @param word what exactly
 * @param more what goes with it: an amount, a reference, a block
 * @param number how often, or from which one on
 */
record Act(
    int pause, What what, int ticket, int thing, String by, String word, String more, int number) {

  /** What is done. */
  enum What {
    /** A macro asks for a change of a thing. */
    ASK,
    /** A macro says a decision. */
    SAY,
    /** The same by the command line. */
    DECIDE,
    /** The same by a raw signal, well-formed or not. */
    SIGNAL,
    /** Zendesk's webhook comes once more, or out of the blue. */
    HOOK,
    /** The next webhooks of a system are lost, late, doubled or overtaken. */
    HOOKS,
    /** The next calls to a system go wrong. */
    FAULT,
    /** A system is away until {@link #BACK}. */
    AWAY,
    /** All systems are back. */
    BACK,
    /** Reports of finished activities get lost. */
    LOSE,
    /** The worker's host goes away, and another one takes over. */
    KILL,
    /** Bank, carrier or customer move on. */
    WORLD,
    /** A person does in a system itself what a case was asked for. */
    BY_HAND,
    /** The gateway closes, or opens again. */
    GATEWAY,
    /** An agent changes a field of a request. */
    EDIT,
    /** Somebody terminates a case in Temporal; whoever asked for it applies the macro again. */
    TERMINATE,
    /** Somebody cancels a case in Temporal, which proves nobody's wish. */
    CANCEL,
    /** A kind of case is paused by macro. */
    PAUSE,
    /** Two people resume what is paused. */
    RESUME
  }

  @Override
  public String toString() {
    return "+%4d %-7s ticket %d, thing %d, by '%s': '%s' '%s' %d"
        .formatted(pause, what, ticket, thing, by, word, more, number);
  }
}
