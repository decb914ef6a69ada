/** Notices that cases wait for the same upstream, and keeps one ticket about it. */
@NullMarked
package io.caserail.outage;

import org.jspecify.annotations.NullMarked;
