/** Tests of this package, over real HTTP on loopback. */
@NullMarked
package io.caserail.activities.http;

import org.jspecify.annotations.NullMarked;
