/** What is on record of a case: its requests, what became of each step, and how it is read. */
@NullMarked
package io.caserail.record;

import org.jspecify.annotations.NullMarked;
