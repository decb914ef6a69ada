package io.caserail.port;

import io.caserail.model.ObjectId;

/** Asks for a payment. */
public record LookUpRequest(ObjectId payment) {}
