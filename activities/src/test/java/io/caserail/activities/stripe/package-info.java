/** Tests of this package, over real HTTP on loopback. */
@NullMarked
package io.caserail.activities.stripe;

import org.jspecify.annotations.NullMarked;
