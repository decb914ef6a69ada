/**
 * A Zendesk account set up as the worker expects it: the blueprint is a list of values, the plan a
 * pure comparison of it with what is there, and the provisioner does what a plan says.
 */
@NullMarked
package io.caserail.worker.provision;

import org.jspecify.annotations.NullMarked;
