@NullMarked
package io.caserail.worker.provision;

import org.jspecify.annotations.NullMarked;
