/** The refund case, from its workflow downward: interface, implementation, rules, notes. */
@NullMarked
package io.caserail.refund;

import org.jspecify.annotations.NullMarked;
