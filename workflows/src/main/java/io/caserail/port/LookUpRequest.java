package io.caserail.port;

import io.caserail.model.ObjectId;
import java.util.List;

/**
 * Asks for an object as it is now.
 *
 * @param payment its id
 * @param requester whose requests of the last day are to be counted too; empty for nobody's
 * @param approvers whose approvals of the last day are to be counted too
 */
public record LookUpRequest(ObjectId payment, String requester, List<String> approvers) {
  public LookUpRequest {
    // A case that was opened before asks about nobody.
    requester = requester == null ? "" : requester;
    approvers = approvers == null ? List.of() : List.copyOf(approvers);
  }

  /** Asks for the object alone. */
  public LookUpRequest(ObjectId payment) {
    this(payment, "", List.of());
  }
}
