/**
 * Compares, day by day, what the sources of truth say with what tickets and cases say; mends what
 * mends itself, hands the rest to people, and leaves a proof.
 */
@NullMarked
package io.caserail.reconcile;

import org.jspecify.annotations.NullMarked;
