/** What a person may say about an open case, who may say it, and what becomes of it. */
@NullMarked
package io.caserail.decision;

import org.jspecify.annotations.NullMarked;
