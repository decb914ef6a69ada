/** Shows where a case is: in its tickets, in lists and in the Temporal UI. */
@NullMarked
package io.caserail.display;

import org.jspecify.annotations.NullMarked;
