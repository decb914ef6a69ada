package io.caserail.port;

import java.time.Duration;

/**
 * When cases that wait are an outage, and how often it is spoken of.
 *
 * @param cases so many waiting cases are one at once
 * @param after a single one is, once it has waited that long
 * @param every the pause between two looks
 * @param tellEvery the ticket's figures are renewed no more often
 * @param reopenWithin what begins again so soon after the end is the same outage
 * @param perSecond how many tries a second each process lets begin once an outage's upstream takes
 *     them
 * @param zone the time zone of people
 */
public record OutageRules(
    int cases,
    Duration after,
    Duration every,
    Duration tellEvery,
    Duration reopenWithin,
    int perSecond,
    String zone) {
  public OutageRules {
    if (cases < 1) {
      throw new IllegalArgumentException("cases is below 1: " + cases);
    }
    if (perSecond < 1) {
      throw new IllegalArgumentException("perSecond is below 1: " + perSecond);
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every is no positive time: " + every);
    }
  }
}
