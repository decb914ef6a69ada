@NullMarked
package io.caserail.sweep;

import org.jspecify.annotations.NullMarked;
