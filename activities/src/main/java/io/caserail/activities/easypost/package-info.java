/** Labels and parcels through EasyPost. */
@NullMarked
package io.caserail.activities.easypost;

import org.jspecify.annotations.NullMarked;
