package io.caserail.sandbox.zendesk;

/** One agent's place in one group. */
public record Membership(long id, long userId, long groupId) {}
