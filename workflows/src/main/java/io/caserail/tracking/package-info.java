/**
 * The states that a case has to mind without changing them, as its ticket shows them: what, since
 * when, and who says so; and that it is not known, where nobody could look.
 */
@NullMarked
package io.caserail.tracking;

import org.jspecify.annotations.NullMarked;
