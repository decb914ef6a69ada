/** Stand-ins for the systems that Caserail talks to, on loopback HTTP, with fault control. */
@NullMarked
package io.caserail.sandbox;

import org.jspecify.annotations.NullMarked;
