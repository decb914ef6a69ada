/**
 * The demonstration: everything in one process on loopback, real HTTP, real signatures, real
 * histories. It plays the story, checks the five guarantees against the sandbox's books, and says
 * what it saw.
 */
@NullMarked
package io.caserail.demo;

import org.jspecify.annotations.NullMarked;
