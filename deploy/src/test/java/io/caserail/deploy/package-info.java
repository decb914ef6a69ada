/**
 * Checks of what is shipped to be run elsewhere: image, Compose, alert rules, dashboard. None of it
 * is started here; what a file says is held against what it must say.
 */
@NullMarked
package io.caserail.deploy;

import org.jspecify.annotations.NullMarked;
