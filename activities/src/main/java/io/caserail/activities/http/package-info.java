/**
 * One HTTP client for every system: time-outs, answer limits, rate limits that obey the vendors'
 * headers, and the taxonomy by which each way of failing becomes a typed failure. Nothing here
 * repeats or sleeps; Temporal does.
 */
@NullMarked
package io.caserail.activities.http;

import org.jspecify.annotations.NullMarked;
