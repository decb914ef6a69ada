package io.caserail.client;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;

/**
 * One run of a case.
 *
 * @param caseId its workflow id
 * @param runId which run
 * @param status how Temporal sees it, as a listing said
 */
public record CaseRun(String caseId, String runId, WorkflowExecutionStatus status) {
  /** Whether it still ran. */
  public boolean open() {
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }
}
