/**
 * The step engine: reads, writes, waits, asks, tells, and takes decisions; every case stands on it.
 */
@NullMarked
package io.caserail.engine;

import org.jspecify.annotations.NullMarked;
