package io.caserail.worker.audit;

import io.caserail.quarantine.QuarantineActivities;
import io.caserail.quarantine.QuarantineWord;
import java.time.InstantSource;
import java.util.List;

/** Puts on record who released or discarded which quarantined event, and what came of it. */
public final class AuditedQuarantine implements QuarantineActivities {
  private static final String ID = "[A-Za-z0-9._:/@-]{0,300}";

  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;

  public AuditedQuarantine(AuditSink sink, String policyHash, InstantSource clock) {
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
  }

  @Override
  public void record(QuarantineWord word) {
    sink.append(
        AuditLine.of("quarantine", clock.instant())
            .change(id(word.kind()))
            .object(id(word.entryId()))
            .commands(List.of("cli-" + id(word.decisionId())))
            .actors(List.of(word.actor()))
            .policy(policyHash)
            .outcome(id(word.outcome()))
            .ref(id(word.became()))
            .build());
  }

  /** Whoever writes to the namespace could put anything there. */
  private static String id(String given) {
    return given.matches(ID) ? given : "unprintable";
  }
}
