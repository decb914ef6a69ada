/** What customers may use, through a SCIM 2.0 service provider. */
@NullMarked
package io.caserail.activities.scim;

import org.jspecify.annotations.NullMarked;
