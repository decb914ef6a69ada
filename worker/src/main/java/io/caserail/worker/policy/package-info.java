/** The policy file: tiers, waits, roles; read, checked, and named by its hash. */
@NullMarked
package io.caserail.worker.policy;

import org.jspecify.annotations.NullMarked;
