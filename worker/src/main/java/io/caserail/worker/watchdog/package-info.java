/** The watchdog's looks, and how a worker is taught to make them. */
@NullMarked
package io.caserail.worker.watchdog;

import org.jspecify.annotations.NullMarked;
