package io.caserail.worker.provision;

/**
 * The parts of an account that are set up, in the order in which they are made: each refers only to
 * those before it.
 */
public enum Part {
  FIELD("ticket_fields", "ticket_field", "title", "agent_description"),
  WEBHOOK("webhooks", "webhook", "name", "description"),
  TRIGGER("triggers", "trigger", "title", "description"),
  MACRO("macros", "macro", "title", "description"),
  VIEW("views", "view", "title", "description"),
  /** An automation has no description, so its mark stands in its title. */
  AUTOMATION("automations", "automation", "title", "title");

  private final String collection;
  private final String one;
  private final String title;
  private final String marked;

  Part(String collection, String one, String title, String marked) {
    this.collection = collection;
    this.one = one;
    this.title = title;
    this.marked = marked;
  }

  /** Its name in paths and lists. */
  String collection() {
    return collection;
  }

  /** The name of one's object in a body. */
  String one() {
    return one;
  }

  /** The attribute that people see it by. */
  String title() {
    return title;
  }

  /** The attribute that holds the mark. */
  String marked() {
    return marked;
  }

  /** What people call it. */
  public String word() {
    return one.replace('_', ' ');
  }
}
