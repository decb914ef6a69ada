package io.caserail.port;

import io.caserail.model.ObjectId;

/**
 * Names a session to be looked at. Reading changes nothing, so it needs neither attempt nor proof.
 *
 * @param account whose session it is
 * @param session its id
 * @param known the {@link SessionFacts#tried} of a failed try that is known; empty for none
 */
public record SessionRef(ObjectId account, String session, String known) {}
