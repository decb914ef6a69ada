/** Honest and dishonest people at the desk, and what the books of the stand-ins say of them. */
@NullMarked
package io.caserail.worker.people;

import org.jspecify.annotations.NullMarked;
