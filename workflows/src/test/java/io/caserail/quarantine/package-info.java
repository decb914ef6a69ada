/** What becomes of events that were put aside. */
@NullMarked
package io.caserail.quarantine;

import org.jspecify.annotations.NullMarked;
