/** What people read. */
@NullMarked
package io.caserail.display;

import org.jspecify.annotations.NullMarked;
