/** How patiently an activity is tried, and what its failure means to a case. */
@NullMarked
package io.caserail.call;

import org.jspecify.annotations.NullMarked;
