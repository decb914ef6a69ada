/**
 * A Temporal server for the demo and the tests: the in-memory one or the real one, and a gate in
 * front of it through which a worker can be cut off without a trace of that in the worker's code.
 */
@NullMarked
package io.caserail.sandbox.temporal;

import org.jspecify.annotations.NullMarked;
