/** What tells others that the worker lives, is ready, and how it does. */
@NullMarked
package io.caserail.worker.health;

import org.jspecify.annotations.NullMarked;
