package io.caserail.demo;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;

/** What a customer has and writes about, before somebody applies the macro that asks for it. */
record Asked(CaseKind kind, long ticket, String object, String amount) {
  ObjectId id() {
    return new ObjectId(object);
  }
}
