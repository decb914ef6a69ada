/** Trials of the worker process against stand-ins. */
@NullMarked
package io.caserail.worker;

import org.jspecify.annotations.NullMarked;
