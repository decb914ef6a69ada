/** How cancellations behave: their rules, their cases on an in-memory server, their notes. */
@NullMarked
package io.caserail.cancellation;

import org.jspecify.annotations.NullMarked;
