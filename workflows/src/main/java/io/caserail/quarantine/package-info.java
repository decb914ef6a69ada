/** Keeps authentic events that could not be understood, with a reason and an owner. */
@NullMarked
package io.caserail.quarantine;

import org.jspecify.annotations.NullMarked;
