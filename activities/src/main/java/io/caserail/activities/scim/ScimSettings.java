package io.caserail.activities.scim;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * How to reach the access system.
 *
 * @param base the address under which {@code /Users} stands
 * @param token the bearer token
 * @param live whether real customers are concerned; then the address must be https
 * @param groups ids of the groups that are the access: whoever is in one may use what it stands
 *     for. Empty where access is the account itself, switched on or off
 */
public record ScimSettings(URI base, Secret token, boolean live, List<String> groups) {
  private static final String ID = "[A-Za-z0-9._:@-]{1,128}";

  public ScimSettings {
    if (base.getHost() == null || !base.toString().matches("https?://.*")) {
      throw new IllegalArgumentException("scim.base is no http(s) address: " + base);
    }
    if (live && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException("scim.base must be https in live mode: " + base);
    }
    groups = List.copyOf(groups);
    for (String group : groups) {
      if (!group.matches(ID)) {
        throw new IllegalArgumentException(
            "scim.groups takes ids of letters, digits, '.', '_', ':', '@' or '-': " + group);
      }
    }
    if (Set.copyOf(groups).size() < groups.size()) {
      throw new IllegalArgumentException("scim.groups names a group twice: " + groups);
    }
  }
}
