/** Tests of the daily comparison against worlds with planted differences. */
@NullMarked
package io.caserail.worker.reconcile;

import org.jspecify.annotations.NullMarked;
