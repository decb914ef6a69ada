/**
 * The configuration: one YAML file, read once at start into checked, immutable records, one per
 * concern. Whatever is wrong with it is named at once, each with its line, its key and what to do.
 */
@NullMarked
package io.caserail.worker.config;

import org.jspecify.annotations.NullMarked;
