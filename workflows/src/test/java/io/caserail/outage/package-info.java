/** Tests of outages. */
@NullMarked
package io.caserail.outage;

import org.jspecify.annotations.NullMarked;
