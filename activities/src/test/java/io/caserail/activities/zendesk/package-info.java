/** Tests of this package, over real HTTP on loopback. */
@NullMarked
package io.caserail.activities.zendesk;

import org.jspecify.annotations.NullMarked;
