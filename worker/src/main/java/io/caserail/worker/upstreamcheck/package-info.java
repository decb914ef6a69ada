/**
 * Holds a company's own service against the rules of {@code caserail/upstream.openapi.yaml}: run by
 * {@code caserail upstream check}, and by a company's own tests.
 */
@NullMarked
package io.caserail.worker.upstreamcheck;

import org.jspecify.annotations.NullMarked;
