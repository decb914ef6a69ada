/** Tests of labels through EasyPost, against its stand-in. */
@NullMarked
package io.caserail.activities.easypost;

import org.jspecify.annotations.NullMarked;
