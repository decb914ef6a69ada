package io.caserail.sandbox.identity;

/** Somebody who can sign in. */
public record Member(String subject, String name, String email) {}
