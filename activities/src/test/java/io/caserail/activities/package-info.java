/** Fixtures that several packages' tests share. */
@NullMarked
package io.caserail.activities;

import org.jspecify.annotations.NullMarked;
