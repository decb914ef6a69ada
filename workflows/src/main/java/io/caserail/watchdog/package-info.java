/**
 * Finds cases that can't show themselves that something is wrong with them: nobody takes them up,
 * their code fails, or somebody has ended or reset them in Temporal. It has a workflow, a task
 * queue and, where that is wanted, a process of its own.
 */
@NullMarked
package io.caserail.watchdog;

import org.jspecify.annotations.NullMarked;
