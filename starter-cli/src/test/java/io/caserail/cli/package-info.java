/** Tests of the command line: what was printed, and the exit code. */
@NullMarked
package io.caserail.cli;

import org.jspecify.annotations.NullMarked;
