/** Histories that older code has recorded, and what today's code makes of them. */
@NullMarked
package io.caserail.golden;

import org.jspecify.annotations.NullMarked;
