/** Tests of the daily comparison: what counts as a difference, and which days are compared when. */
@NullMarked
package io.caserail.reconcile;

import org.jspecify.annotations.NullMarked;
