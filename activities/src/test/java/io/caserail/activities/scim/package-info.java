/** Tests of access by SCIM, against the stand-in. */
@NullMarked
package io.caserail.activities.scim;

import org.jspecify.annotations.NullMarked;
