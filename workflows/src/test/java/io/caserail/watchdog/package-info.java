/** Runs of the watchdog whose histories are kept. */
@NullMarked
package io.caserail.watchdog;

import org.jspecify.annotations.NullMarked;
