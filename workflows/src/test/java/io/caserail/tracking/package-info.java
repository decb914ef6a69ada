/** Runs that follow what cases have to mind, whose histories are kept. */
@NullMarked
package io.caserail.tracking;

import org.jspecify.annotations.NullMarked;
