/** Tests that hold the whole module to its rules. */
@NullMarked
package io.caserail;

import org.jspecify.annotations.NullMarked;
