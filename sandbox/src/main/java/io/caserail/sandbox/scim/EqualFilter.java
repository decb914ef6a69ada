package io.caserail.sandbox.scim;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one kind of filter that this stand-in takes: {@code attribute eq "value"}.
 *
 * @param attribute lower-case: attribute names are case insensitive (RFC 7644, 3.4.2.2)
 */
record EqualFilter(String attribute, String value) {
  private static final Pattern FORM =
      Pattern.compile("\\s*(\\w+)\\s+eq\\s+\"([^\"\\\\]*)\"\\s*", Pattern.CASE_INSENSITIVE);

  static EqualFilter parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw ScimError.bad("invalidFilter", "Only attribute eq \"value\" is understood.");
    }
    return new EqualFilter(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
  }

  /** {@code userName} is compared without regard to case, {@code externalId} with it. */
  Predicate<ScimUser> ofUsers() {
    return switch (attribute) {
      case "username" -> user -> user.userName().equalsIgnoreCase(value);
      case "externalid" -> user -> user.externalId().equals(value);
      case "id" -> user -> user.id().equals(value);
      default -> throw unknown();
    };
  }

  Predicate<ScimGroup> ofGroups() {
    return switch (attribute) {
      case "displayname" -> group -> group.displayName().equalsIgnoreCase(value);
      case "id" -> group -> group.id().equals(value);
      default -> throw unknown();
    };
  }

  private ScimError unknown() {
    return ScimError.bad("invalidFilter", "No filter by " + attribute + ".");
  }
}
