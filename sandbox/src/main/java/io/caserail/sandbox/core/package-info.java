/**
 * What every stand-in is made of: a loopback HTTP server that records each call and applies faults
 * to it, a clock that tests can move, and the books in which every effect is written down.
 */
@NullMarked
package io.caserail.sandbox.core;

import org.jspecify.annotations.NullMarked;
