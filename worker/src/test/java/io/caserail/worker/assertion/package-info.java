/** Assertions, tried one refusal at a time. */
@NullMarked
package io.caserail.worker.assertion;

import org.jspecify.annotations.NullMarked;
