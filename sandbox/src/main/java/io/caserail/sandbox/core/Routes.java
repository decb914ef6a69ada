package io.caserail.sandbox.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in's endpoints by method and path template. A template's {@code {name}} takes one path
 * segment. The first that fits is taken.
 */
public final class Routes {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private final List<Route> routes = new ArrayList<>();
  private String suffix = "";

  /** Lets callers put this suffix after any path. */
  public Routes ignoringSuffix(String ignored) {
    suffix = ignored;
    return this;
  }

  public Routes get(String template, Endpoint endpoint) {
    return add("GET", template, endpoint);
  }

  public Routes post(String template, Endpoint endpoint) {
    return add("POST", template, endpoint);
  }

  public Routes patch(String template, Endpoint endpoint) {
    return add("PATCH", template, endpoint);
  }

  public Routes put(String template, Endpoint endpoint) {
    return add("PUT", template, endpoint);
  }

  public Routes delete(String template, Endpoint endpoint) {
    return add("DELETE", template, endpoint);
  }

  private Routes add(String method, String template, Endpoint endpoint) {
    List<String> names = NAME.matcher(template).results().map(m -> m.group(1)).toList();
    String regex = NAME.matcher(template.replace(".", "\\.")).replaceAll("([^/]+?)");
    routes.add(new Route(method, template, Pattern.compile(regex), names, endpoint));
    return this;
  }

  Optional<Match> find(String method, String called) {
    String path =
        called.endsWith(suffix) ? called.substring(0, called.length() - suffix.length()) : called;
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (route.method().equals(method) && matcher.matches()) {
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 0; i < route.names().size(); i++) {
          params.put(route.names().get(i), matcher.group(i + 1));
        }
        return Optional.of(new Match(method + " " + route.template(), params, route.endpoint()));
      }
    }
    return Optional.empty();
  }

  private record Route(
      String method, String template, Pattern path, List<String> names, Endpoint endpoint) {}

  record Match(String name, Map<String, String> params, Endpoint endpoint) {}
}
