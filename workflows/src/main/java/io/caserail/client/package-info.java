/** The typed Temporal client that starters use: submit, request, decide, show, list. */
@NullMarked
package io.caserail.client;

import org.jspecify.annotations.NullMarked;
