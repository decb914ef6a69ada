/**
 * Cancelling orders and subscriptions: the saga, its rules, and what it says in the ticket. What
 * can be taken back comes first, then a window in which it can be, then what is final.
 */
@NullMarked
package io.caserail.cancellation;

import org.jspecify.annotations.NullMarked;
