/** What Prometheus reads: the cases, the vendors' answers, the authority's answers, the SDK. */
@NullMarked
package io.caserail.worker.metrics;

import org.jspecify.annotations.NullMarked;
