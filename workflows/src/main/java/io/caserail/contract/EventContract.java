package io.caserail.contract;

import io.caserail.model.CaseKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event that carries news of a state.
 *
 * @param source who sends it, for example {@code stripe}
 * @param type the sender's name for it
 * @param effect what it may do
 * @param wakes the kind of case that it is for; null where it is ignored
 * @param correlation how its body names what it is about
 * @param versions the forms in which it may come, side by side
 */
public record EventContract(
    String source,
    String type,
    Effect effect,
    @Nullable CaseKind wakes,
    Correlation correlation,
    List<Version> versions) {

  public EventContract {
    versions = List.copyOf(versions);
    if (effect != Effect.IGNORE && wakes == null) {
      throw new IllegalArgumentException("an event that is not ignored is for a kind of case");
    }
  }

  /** What an event may do. It is a hint in each case: whoever gets it reads the truth again. */
  public enum Effect {
    /** Starts a case where none is open. */
    START,
    /** Wakes the case that is open. */
    WAKE,
    /** Known, and counted; nothing follows from it. */
    IGNORE
  }

  /**
   * Where in a body things stand, as JSON pointers (RFC 6901); empty where they don't.
   *
   * @param id the event's own id
   * @param object the id of the case's object
   * @param operation the id of the operation that a case has made the change under; the object is
   *     its first part
   * @param part the id of something that hangs on the case's object, such as the parcel of an order
   * @param ticket the number of a ticket
   */
  public record Correlation(
      String id, String object, String operation, String part, String ticket) {
    /** That of an event that is ignored. */
    public static final Correlation NONE = new Correlation("", "", "", "", "");
  }

  /**
   * One form of the body.
   *
   * @param version its name; {@code *} for all that have none of their own
   * @param schema a JSON Schema of the body, draft 2020-12, as JSON
   */
  public record Version(String version, String schema) {
    /** Stands for every version without an entry of its own. */
    public static final String ANY = "*";
  }

  /** The form that holds for a version. */
  public Optional<Version> version(String name) {
    return named(name).or(() -> named(Version.ANY));
  }

  private Optional<Version> named(String name) {
    return versions.stream().filter(version -> version.version().equals(name)).findFirst();
  }
}
