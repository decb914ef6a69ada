/** Compares truth, tickets and cases of a day, mends what mends itself, and hands on the rest. */
@NullMarked
package io.caserail.worker.reconcile;

import org.jspecify.annotations.NullMarked;
