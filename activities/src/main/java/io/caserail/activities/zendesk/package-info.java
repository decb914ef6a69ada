/**
 * Zendesk as the ticket system: tokens, a thin client, the audit log read as commands and proofs,
 * the write that happens once, and the sweep.
 */
@NullMarked
package io.caserail.activities.zendesk;

import org.jspecify.annotations.NullMarked;
