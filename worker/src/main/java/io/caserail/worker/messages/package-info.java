/** What customers are told: the reviewed texts, and the test that none says more than is true. */
@NullMarked
package io.caserail.worker.messages;

import org.jspecify.annotations.NullMarked;
