package io.caserail.model;

/** Who may decide what: the roles of the policy. */
public enum Role {
  REQUESTER,
  APPROVER,
  FINANCE,
  OPERATOR
}
