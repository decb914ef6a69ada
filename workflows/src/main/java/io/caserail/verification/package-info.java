/** Verifications of who a customer is: from the request to a verdict, and nothing kept of it. */
@NullMarked
package io.caserail.verification;

import org.jspecify.annotations.NullMarked;
