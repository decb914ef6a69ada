package io.caserail.worker.config;

import io.caserail.port.OutageRules;
import java.time.Duration;

/**
 * When waiting cases are an outage, and how often it is spoken of.
 *
 * @param cases so many cases that wait for one upstream are one at once
 * @param after a single one is, once it has waited that long
 * @param every the pause between two looks; one to three of them until a case that was turned away
 *     during an outage asks again
 * @param tellEvery the ticket's figures are renewed no more often
 * @param reopenWithin what begins again so soon after the end is the same outage
 * @param perSecond how many tries a second each process lets begin once an outage's upstream takes
 *     them
 */
public record OutageConfig(
    int cases,
    Duration after,
    Duration every,
    Duration tellEvery,
    Duration reopenWithin,
    int perSecond) {

  static OutageConfig read(Section section) {
    return new OutageConfig(
        (int) section.number("cases", 3, 1, 10_000),
        section.duration("after", Duration.ofMinutes(5)),
        section.duration("every", Duration.ofSeconds(30)),
        section.duration("tellEvery", Duration.ofMinutes(15)),
        section.duration("reopenWithin", Duration.ofHours(1)),
        (int) section.number("perSecond", 10, 1, 1_000));
  }

  /** The same for people of a time zone. */
  public OutageRules rules(String zone) {
    return new OutageRules(cases, after, every, tellEvery, reopenWithin, perSecond, zone);
  }
}
