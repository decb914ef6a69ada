/** Tests of this package. */
@NullMarked
package io.caserail.activities.person;

import org.jspecify.annotations.NullMarked;
