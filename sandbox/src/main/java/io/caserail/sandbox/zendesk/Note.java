package io.caserail.sandbox.zendesk;

import java.time.Instant;

/** A comment as people see it. */
public record Note(Instant at, String author, boolean isPublic, String body) {}
