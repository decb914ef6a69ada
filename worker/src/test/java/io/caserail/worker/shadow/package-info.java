/** A month of work by hand, judged. */
@NullMarked
package io.caserail.worker.shadow;

import org.jspecify.annotations.NullMarked;
