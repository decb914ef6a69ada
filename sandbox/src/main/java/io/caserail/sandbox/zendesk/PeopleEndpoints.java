package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Users, groups and memberships. */
final class PeopleEndpoints {
  private final ZendeskAccount account;

  PeopleEndpoints(ZendeskAccount account) {
    this.account = account;
  }

  void addTo(Routes routes, Gate gate) {
    Need read = Need.read("users");
    routes
        .get("/api/v2/users/me", gate.open(call -> me(call, gate)))
        .get("/api/v2/users/search", gate.guard(read, this::search))
        .get("/api/v2/users/show_many", gate.guard(read, this::showMany))
        .get("/api/v2/users/{id}", gate.guard(read, this::user))
        .get("/api/v2/users/{id}/group_memberships", gate.guard(read, this::ofUser))
        .get("/api/v2/groups", gate.guard(read, this::groups))
        .get("/api/v2/groups/{id}", gate.guard(read, this::group))
        .get("/api/v2/groups/{id}/memberships", gate.guard(read, this::ofGroup))
        .get("/api/v2/group_memberships", gate.guard(read, (c, u) -> memberships(c, m -> true)));
  }

  /** 200 for anonymous callers too: no credential check, which others learned the hard way. */
  private Answer me(Call call, Gate gate) {
    ObjectNode body = Json.object();
    Optional<Tokens.Token> token = gate.token(call);
    if (token.isPresent()) {
      body.set("user", json(account.directory().user(token.get().userId())));
    } else {
      body.putObject("user")
          .putNull("id")
          .put("name", "Anonymous user")
          .put("email", "invalid@example.com")
          .put("role", "end-user");
    }
    return Answer.json(200, body);
  }

  private Answer user(Call call, User caller) {
    ObjectNode body = Json.object();
    User user = account.directory().user(TicketEndpoints.number(call.path("id")));
    body.set("user", json(user));
    return Answer.json(200, body);
  }

  private Answer showMany(Call call, User caller) {
    List<String> ids = List.of(call.query("ids").orElse("").split(","));
    return users(call, u -> ids.contains(Long.toString(u.id())));
  }

  private Answer search(Call call, User caller) {
    String wanted = call.query("query").orElse("").replaceFirst("^email:", "").replace("\"", "");
    return users(
        call, u -> u.email().equalsIgnoreCase(wanted) || u.name().equalsIgnoreCase(wanted));
  }

  private Answer users(Call call, Predicate<User> wanted) {
    List<ObjectNode> found =
        account.directory().users().stream().filter(wanted).map(PeopleEndpoints::json).toList();
    return Page.of(call, "users", found);
  }

  private static ObjectNode json(User user) {
    return Json.object()
        .put("id", user.id())
        .put("name", user.name())
        .put("email", user.email())
        .put("role", user.role())
        .put("locale", user.locale())
        .put("active", user.active())
        .put("suspended", !user.active());
  }

  private Answer groups(Call call, User caller) {
    return Page.of(
        call, "groups", account.directory().groups().stream().map(PeopleEndpoints::json).toList());
  }

  private Answer group(Call call, User caller) {
    ObjectNode body = Json.object();
    body.set("group", json(account.directory().group(TicketEndpoints.number(call.path("id")))));
    return Answer.json(200, body);
  }

  private static ObjectNode json(Group group) {
    return Json.object().put("id", group.id()).put("name", group.name()).put("deleted", false);
  }

  private Answer ofUser(Call call, User caller) {
    User user = account.directory().user(TicketEndpoints.number(call.path("id")));
    return memberships(call, m -> m.userId() == user.id());
  }

  private Answer ofGroup(Call call, User caller) {
    Group group = account.directory().group(TicketEndpoints.number(call.path("id")));
    return memberships(call, m -> m.groupId() == group.id());
  }

  private Answer memberships(Call call, Predicate<Membership> wanted) {
    List<ObjectNode> found =
        account.directory().memberships().stream()
            .filter(wanted)
            .map(
                m ->
                    Json.object()
                        .put("id", m.id())
                        .put("user_id", m.userId())
                        .put("group_id", m.groupId())
                        .put("default", false))
            .toList();
    return Page.of(call, "group_memberships", found);
  }
}
