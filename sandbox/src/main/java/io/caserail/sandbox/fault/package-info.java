/**
 * Faults that can be put on any call or webhook delivery of the sandbox, chosen by system, endpoint
 * and ordinal.
 */
@NullMarked
package io.caserail.sandbox.fault;

import org.jspecify.annotations.NullMarked;
