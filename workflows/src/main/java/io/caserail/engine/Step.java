package io.caserail.engine;

/**
 * One named move of a case.
 *
 * @param name stands in operation ids and block ids; never renamed
 * @param words what it does, for people: "pay", "read the ticket"
 */
public record Step(String name, String words) {}
