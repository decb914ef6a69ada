/**
 * Contracts: who owns a business state, where its truth lives, how late it may be and which events
 * carry it. The model only, without any reading of files, so that whoever starts cases, listens to
 * the world or works can share it; and what of the cases' own code a contract could contradict.
 */
@NullMarked
package io.caserail.contract;

import org.jspecify.annotations.NullMarked;
