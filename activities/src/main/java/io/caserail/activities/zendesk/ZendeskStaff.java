package io.caserail.activities.zendesk;

import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ZendeskPeople.Person;
import io.caserail.model.PersonTag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds colleagues by what an identity provider calls them. Failures are those of the client. */
public final class ZendeskStaff {
  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s\"*:@]{1,64}@[^\\s\"*:@]{1,190}");

  private final ZendeskPeople people;

  public ZendeskStaff(ZendeskClient client, PersonTags tags) {
    this.people = new ZendeskPeople(client, tags);
  }

  /**
   * An active agent or admin.
   *
   * @param groups the groups that they are in now
   */
  public record Colleague(String id, String name, PersonTag tag, List<String> groups) {
    public Colleague {
      groups = List.copyOf(groups);
    }
  }

  /** The one colleague with this user id or address; empty for a stranger and for a customer. */
  public Optional<Colleague> find(String called) {
    Map<String, Person> found =
        ID.matcher(called).matches()
            ? people.read(List.of(called))
            : ADDRESS.matcher(called).matches() ? people.of(called) : Map.of();
    return found.size() != 1
        ? Optional.empty()
        : found.entrySet().stream()
            .filter(one -> one.getValue().isStaff())
            .map(one -> colleague(one.getKey(), one.getValue()))
            .findFirst();
  }

  private static Colleague colleague(String id, Person person) {
    return new Colleague(id, person.name(), person.tag(), person.groups());
  }
}
