/** The step engine: reads, writes, waits, and takes back; every case stands on it. */
@NullMarked
package io.caserail.engine;

import org.jspecify.annotations.NullMarked;
