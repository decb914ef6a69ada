/**
 * The command line: one class per command, texts for people and JSON for programs, and one place
 * that turns failures into a message that says what to do next and an exit code.
 */
@NullMarked
package io.caserail.cli;

import org.jspecify.annotations.NullMarked;
