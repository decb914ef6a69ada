/**
 * A company's own API as an upstream: described by {@code caserail/upstream.openapi.yaml} in this
 * jar and by settings that say where the company's differs. {@link
 * io.caserail.activities.rest.RestChanges} finds, then sends; one thin class per port stands in
 * front of it.
 */
@NullMarked
package io.caserail.activities.rest;

import org.jspecify.annotations.NullMarked;
