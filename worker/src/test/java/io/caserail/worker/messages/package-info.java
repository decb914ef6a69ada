@NullMarked
package io.caserail.worker.messages;

import org.jspecify.annotations.NullMarked;
