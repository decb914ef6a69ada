/** Tests of the sweep's runs: what they hand on, and who goes on where they were ended. */
@NullMarked
package io.caserail.sweep;

import org.jspecify.annotations.NullMarked;
