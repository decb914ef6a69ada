/** How starters reach the cases, on servers that do not answer as they should. */
@NullMarked
package io.caserail.client;

import org.jspecify.annotations.NullMarked;
