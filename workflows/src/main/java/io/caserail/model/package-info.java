/** The terms of the domain as values: money, tickets, operations. */
@NullMarked
package io.caserail.model;

import org.jspecify.annotations.NullMarked;
