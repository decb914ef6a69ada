/**
 * Who may decide what: the test of a ticket's audit, the word of the command line, and the second
 * look that stands between a workflow's history and the payment key.
 */
@NullMarked
package io.caserail.worker.authority;

import org.jspecify.annotations.NullMarked;
