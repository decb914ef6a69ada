package io.caserail.worker.upstreamcheck;

import io.caserail.activities.rest.RestChange;
import io.caserail.activities.rest.RestCollection;
import io.caserail.model.ObjectId;
import java.util.Locale;

/**
 * The one change that a check makes, for real.
 *
 * @param change what to do
 * @param object to which object; one that can spare it
 * @param value what else the change needs; empty for nothing
 */
public record Trial(RestChange change, ObjectId object, String value) {
  /**
   * Reads what a person typed.
   *
   * @param object {@code orders/ord_1}
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Trial of(String object, String change, String value) {
    int slash = object.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "an object is given as orders/<id>, accounts/<id> or access/<id>");
    }
    RestCollection collection = collection(object.substring(0, slash));
    return new Trial(
        new RestChange(collection, change), new ObjectId(object.substring(slash + 1)), value);
  }

  private static RestCollection collection(String name) {
    for (RestCollection collection : RestCollection.values()) {
      if (collection.path().equals(name.toLowerCase(Locale.ROOT))) {
        return collection;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is none of orders, accounts, access");
  }

  /** The object as it is given. */
  public String path() {
    return change.collection().path() + "/" + object;
  }
}
