package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a call needs before it is carried out.
 *
 * @param resource what scopes such as {@code tickets:read} are about
 * @param globalOnly a scope of the resource alone is refused, as for audits
 * @param buckets the limits besides the account's own
 */
record Need(
    String resource,
    boolean write,
    boolean globalOnly,
    boolean adminOnly,
    List<BiFunction<Call, User, Bucket>> buckets) {
  Need {
    buckets = List.copyOf(buckets);
  }

  static Need read(String resource) {
    return new Need(resource, false, false, false, List.of());
  }

  static Need write(String resource) {
    return new Need(resource, true, false, false, List.of());
  }

  Need global() {
    return new Need(resource, write, true, adminOnly, buckets);
  }

  Need admin() {
    return new Need(resource, write, globalOnly, true, buckets);
  }

  Need within(Bucket bucket) {
    return within((call, user) -> bucket);
  }

  Need within(BiFunction<Call, User, Bucket> bucket) {
    List<BiFunction<Call, User, Bucket>> more = new ArrayList<>(buckets);
    more.add(bucket);
    return new Need(resource, write, globalOnly, adminOnly, more);
  }
}
