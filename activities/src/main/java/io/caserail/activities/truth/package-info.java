/** What a comparison asks a source of truth: which objects have changed, and what each is now. */
@NullMarked
package io.caserail.activities.truth;

import org.jspecify.annotations.NullMarked;
