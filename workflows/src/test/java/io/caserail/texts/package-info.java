/** What support reads in tickets, on one page for its reviewers. */
@NullMarked
package io.caserail.texts;

import org.jspecify.annotations.NullMarked;
