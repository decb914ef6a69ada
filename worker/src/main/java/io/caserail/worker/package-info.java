/** The worker process: its wiring from top to bottom, how it starts and how it stops. */
@NullMarked
package io.caserail.worker;

import org.jspecify.annotations.NullMarked;
