/**
 * A company's own order and account system, as one that keeps to Caserail's description of a
 * company's API ({@code upstream.openapi.yaml}) would be, and, on demand, as one that breaks one of
 * its rules.
 */
@NullMarked
package io.caserail.sandbox.company;

import org.jspecify.annotations.NullMarked;
