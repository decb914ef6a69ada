/**
 * What Caserail would have done: the rules, held against what people did by hand. It only reads, by
 * keys that may only read, and needs no Temporal.
 */
@NullMarked
package io.caserail.worker.shadow;

import org.jspecify.annotations.NullMarked;
