package io.caserail.demo;

/**
 * What goes wrong after a first trouble. It strikes by position, since what a case does after a
 * trouble (tries again, takes back) is in no record of a path without one.
 *
 * @param trouble one that strikes calls
 * @param nth which of the calls that come after the first has struck, and that it does not strike
 *     itself, counted from 1
 * @param writes whether reads are not counted
 */
record SecondTrouble(Trouble trouble, int nth, boolean writes) {
  SecondTrouble {
    if (!trouble.strikesCalls() || nth < 1) {
      throw new IllegalArgumentException(trouble + " at " + nth);
    }
  }

  @Override
  public String toString() {
    return "then " + trouble.column() + " at " + (writes ? "write " : "call ") + nth + " after it";
  }
}
