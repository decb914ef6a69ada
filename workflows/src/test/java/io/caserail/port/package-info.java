@NullMarked
package io.caserail.port;

import org.jspecify.annotations.NullMarked;
