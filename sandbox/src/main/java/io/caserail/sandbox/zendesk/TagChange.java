package io.caserail.sandbox.zendesk;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an update does to tags.
 *
 * @param replace all tags, as {@code ticket.tags} does in an update; absent if they stay
 */
record TagChange(@Nullable Set<String> replace, Set<String> add, Set<String> remove) {
  static final TagChange NONE = new TagChange(null, Set.of(), Set.of());

  static TagChange replace(Collection<String> tags) {
    return new TagChange(new LinkedHashSet<>(tags), Set.of(), Set.of());
  }

  static TagChange add(Collection<String> tags) {
    return new TagChange(null, new LinkedHashSet<>(tags), Set.of());
  }

  static TagChange remove(Collection<String> tags) {
    return new TagChange(null, Set.of(), new LinkedHashSet<>(tags));
  }
}
