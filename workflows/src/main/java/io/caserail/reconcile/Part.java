package io.caserail.reconcile;

import io.caserail.contract.LifecycleState;
import java.time.Instant;

/** One state's part of a day. */
public record Part(LifecycleState state, Instant from, Instant to) {}
