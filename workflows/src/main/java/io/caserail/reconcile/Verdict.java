package io.caserail.reconcile;

/** What became of a difference. */
public enum Verdict {
  /** It is younger than the contract's acceptable delay; it is looked at again the next day. */
  WAITING,
  /** Something was said to whoever can mend it; it is looked at again before the proof is made. */
  MENDING,
  /** It was there, and is not any more. */
  HEALED,
  /** It is there still; a person of the contract's triage has it. */
  HANDED,
  /** It is there still, and no ticket is known that would tell a person: only the proof does. */
  NOBODY_TOLD
}
