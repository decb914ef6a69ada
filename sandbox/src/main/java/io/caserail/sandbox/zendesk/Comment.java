package io.caserail.sandbox.zendesk;

/** A comment on its way into a ticket. Placeholders are not yet expanded. */
record Comment(String body, boolean isPublic, long authorId) {}
