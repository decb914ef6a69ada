/**
 * Changes of systems that keep no mark of who asked: what stands is read first, and only what is
 * missing is sent.
 */
@NullMarked
package io.caserail.activities.change;

import org.jspecify.annotations.NullMarked;
