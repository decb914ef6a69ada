/** People as the cases know them: told apart by a keyed hash, never by an address. */
@NullMarked
package io.caserail.activities.person;

import org.jspecify.annotations.NullMarked;
