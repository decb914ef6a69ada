package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;

/**
 * What a ticket's request fields should hold where no person has filled them: by them the macros
 * about a request find its case, and a yes says what it is for.
 *
 * @param kind whose fields
 * @param object the object
 * @param amount the decimal
 */
public record RequestFields(CaseKind kind, ObjectId object, String amount) {}
