/** Finds in the ticket system what no webhook brought. */
@NullMarked
package io.caserail.sweep;

import org.jspecify.annotations.NullMarked;
