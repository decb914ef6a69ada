/** A company's own API, over HTTP. */
@NullMarked
package io.caserail.activities.rest;

import org.jspecify.annotations.NullMarked;
