package io.caserail.sandbox.company;

/** The rule that a badly built service breaks; each is found by one check of the contract. */
public enum Quirk {
  /** Answers whoever asks. */
  LETS_ANYBODY_IN,
  /** Answers an object that isn't there with an empty success. */
  INVENTS_OBJECTS,
  /** Executes a change again when its key is repeated. */
  FORGETS_KEYS,
  /** Looks a key up before, and stores it after, executing: two at once both execute. */
  KEEPS_KEYS_TOO_LATE,
  /** Takes another body under a key as if it were the first. */
  TAKES_ANY_BODY,
  /** Finds no change by its operation id. */
  FINDS_NOTHING,
  /** Answers an operation that isn't there with 404. */
  UNKNOWN_OPERATION_IS_AN_ERROR,
  /** Finds every change, whatever operation was asked for. */
  IGNORES_THE_FILTER,
  /** Says no in plain text. */
  ERRORS_ARE_TEXT,
  /** Breaks down on what it can't read. */
  CRASHES_ON_ODD_INPUT
}
