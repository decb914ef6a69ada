/** The record of decisions and sends that outlives Temporal's histories. */
@NullMarked
package io.caserail.worker.audit;

import org.jspecify.annotations.NullMarked;
