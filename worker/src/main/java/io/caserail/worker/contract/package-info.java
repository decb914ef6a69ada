/**
 * Contracts as files: read with the line of each clause, held against their schema, against each
 * other and against what the code does, and shown to people.
 */
@NullMarked
package io.caserail.worker.contract;

import org.jspecify.annotations.NullMarked;
