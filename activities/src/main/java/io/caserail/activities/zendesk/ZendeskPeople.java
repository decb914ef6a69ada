package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.PersonTag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads who people are now: name, tag, whether they are staff, and their groups. */
final class ZendeskPeople {
  /**
   * A person.
   *
   * @param isStaff whether this is an active agent or admin
   * @param groups the groups of staff; empty for others
   */
  record Person(String name, PersonTag tag, boolean isStaff, List<String> groups) {
    static final Person UNKNOWN = new Person("somebody", PersonTags.NONE, false, List.of());

    Person {
      groups = List.copyOf(groups);
    }
  }

  private final ZendeskClient client;
  private final PersonTags tags;

  ZendeskPeople(ZendeskClient client, PersonTags tags) {
    this.client = client;
    this.tags = tags;
  }

  /** The people among the ids that exist; the system itself has the id -1 and does not. */
  Map<String, Person> read(Collection<String> ids) {
    List<String> wanted = ids.stream().filter(id -> id.matches("[0-9]+")).distinct().toList();
    return people(client.users(wanted));
  }

  /** Those whose own address this is; one at most, as Zendesk has it. */
  Map<String, Person> of(String address) {
    return people(
        client.usersOf(address).stream()
            .filter(user -> user.textOr("email", "").equalsIgnoreCase(address))
            .toList());
  }

  private Map<String, Person> people(Collection<Doc> users) {
    Map<String, Person> people = new HashMap<>();
    for (Doc user : users) {
      String id = user.text("id");
      boolean staff = isStaff(user);
      Person person =
          new Person(
              user.textOr("name", "somebody"),
              tags.of(user.textOr("email", "")),
              staff,
              staff ? client.groups(id) : List.of());
      people.put(id, person);
    }
    return people;
  }

  private static boolean isStaff(Doc user) {
    String role = user.textOr("role", "");
    return (role.equals("agent") || role.equals("admin"))
        && user.textOr("active", "true").equals("true")
        && !user.textOr("suspended", "false").equals("true");
  }
}
