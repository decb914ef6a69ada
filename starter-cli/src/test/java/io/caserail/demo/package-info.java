/** Tests that try to break the guarantees, on a whole stage and against the vendors' books. */
@NullMarked
package io.caserail.demo;

import org.jspecify.annotations.NullMarked;
