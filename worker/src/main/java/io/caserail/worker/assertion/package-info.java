/**
 * Assertions that an identity provider has signed: what makes one count, and whom in the ticket
 * system it speaks for.
 */
@NullMarked
package io.caserail.worker.assertion;

import org.jspecify.annotations.NullMarked;
