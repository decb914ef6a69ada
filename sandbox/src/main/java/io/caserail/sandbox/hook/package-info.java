/**
 * Webhook delivery: signed afresh for every attempt, retried by each vendor's own table, and open
 * to faults.
 */
@NullMarked
package io.caserail.sandbox.hook;

import org.jspecify.annotations.NullMarked;
