package io.caserail.worker.people;

/**
 * Somebody with an account at the support desk.
 *
 * @param id the account's number in Zendesk
 * @param email the address that it belongs to; two accounts of one person have the same
 */
record Colleague(String name, long id, String email) {}
