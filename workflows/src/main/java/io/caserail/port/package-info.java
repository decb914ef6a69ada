/**
 * What the cases ask of the world: activity interfaces, the records that cross them, and the
 * authority.
 */
@NullMarked
package io.caserail.port;

import org.jspecify.annotations.NullMarked;
