package io.caserail.sandbox.core;

/** What a stand-in does with one kind of call: judge it, change the state, say what to answer. */
@FunctionalInterface
public interface Endpoint {
  Answer answer(Call call);
}
