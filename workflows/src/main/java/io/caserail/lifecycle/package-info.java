/**
 * The life of a case: what is said in tickets, by command line and by signal becomes requests and
 * decisions, and requests are served one after another.
 */
@NullMarked
package io.caserail.lifecycle;

import org.jspecify.annotations.NullMarked;
