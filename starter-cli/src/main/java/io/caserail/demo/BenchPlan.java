package io.caserail.demo;

/**
 * What is measured.
 *
 * @param cases how many of each kind on each side, over all rounds
 * @param clients how many people ask at once
 * @param rounds how many times the two sides take turns
 * @param acknowledgements how many webhooks a round are only timed until they are acknowledged
 * @param openCases how many cases are opened, listed and left waiting; 0 for none
 */
public record BenchPlan(int cases, int clients, int rounds, int acknowledgements, int openCases) {
  /** More would meet the worker's own budget of ticket writes a minute. */
  private static final int MOST = 1_000;

  public BenchPlan {
    if (cases < 1 || cases > MOST || openCases < 0 || openCases > MOST) {
      throw new IllegalArgumentException(
          "there are at most "
              + MOST
              + " cases of a kind and open cases, and at least 1 of each kind");
    }
    if (clients < 1 || clients > 64) {
      throw new IllegalArgumentException("there are 1 to 64 clients, not " + clients);
    }
    if (acknowledgements < 1 || acknowledgements > 10_000) {
      throw new IllegalArgumentException(
          "there are 1 to 10000 acknowledgements a round, not " + acknowledgements);
    }
    if (rounds < 1 || rounds > cases) {
      throw new IllegalArgumentException("there are 1 to " + cases + " rounds, not " + rounds);
    }
  }

  int casesPerRound() {
    return cases / rounds;
  }
}
