package io.caserail.sandbox.zendesk;

/** A group of agents. */
public record Group(long id, String name) {}
