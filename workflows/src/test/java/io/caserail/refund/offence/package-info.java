/** Code that breaks each rule once, to show that the rule sees it. */
@NullMarked
package io.caserail.refund.offence;

import org.jspecify.annotations.NullMarked;
