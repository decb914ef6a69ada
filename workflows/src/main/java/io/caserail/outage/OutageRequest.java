package io.caserail.outage;

import io.caserail.port.OutageRules;
import org.jspecify.annotations.Nullable;

/**
 * Which upstream to watch, and how.
 *
 * @param system the upstream, as people know it
 * @param holdable whether what is written to it can be held
 * @param rules when it is an outage
 * @param state what the run before knew; null for the first
 * @param byMacro whether leads can hold and release by macro in its ticket
 */
public record OutageRequest(
    String system,
    boolean holdable,
    OutageRules rules,
    @Nullable OutageState state,
    boolean byMacro) {}
