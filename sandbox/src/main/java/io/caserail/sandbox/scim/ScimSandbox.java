package io.caserail.sandbox.scim;

import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A SCIM 2.0 service provider of our own. Programs reach it over HTTP with {@link #token}; tests
 * and the demo set the scene and look behind it with the methods here, which stand for what its
 * administrators do.
 *
 * <p>Unknown ids are answered with {@link IllegalArgumentException}.
 */
public final class ScimSandbox implements AutoCloseable {
  /** What faults, calls and books call this stand-in. */
  public static final String SYSTEM = "scim";

  private static final Cause ADMINISTRATOR = Cause.human("an administrator");

  private final String token = "scim_" + UUID.randomUUID().toString().replace("-", "");
  private final Directory directory;
  private final SystemServer server;

  private ScimSandbox(ScimOptions options, Surroundings surroundings) {
    this.directory = new Directory(surroundings.clock(), surroundings.books());
    ScimApi api = new ScimApi(token, options, directory);
    this.server =
        SystemServer.start(SYSTEM, options.port(), surroundings, api.routes(), api.unknown());
  }

  /** Starts an empty directory. */
  public static ScimSandbox start(ScimOptions options, Surroundings surroundings) {
    return new ScimSandbox(options, surroundings);
  }

  /** The base of all resources, without a slash at the end. */
  public URI url() {
    return URI.create(server.url() + ScimApi.ROOT);
  }

  /** The bearer token that may do everything. */
  public String token() {
    return token;
  }

  /** A new, active user. */
  public ScimUser addUser(String userName) {
    return plainly(() -> directory.addUser(userName, "", true, ADMINISTRATOR));
  }

  /** A new group with these users. */
  public ScimGroup addGroup(String displayName, String... userIds) {
    return plainly(
        () -> {
          ScimGroup group = directory.addGroup(displayName, ADMINISTRATOR);
          for (String user : userIds) {
            directory.join(group.id(), user, ADMINISTRATOR);
          }
          return directory.group(group.id());
        });
  }

  public ScimUser activate(String userId) {
    return plainly(() -> directory.activate(userId, true, ADMINISTRATOR));
  }

  public ScimUser deactivate(String userId) {
    return plainly(() -> directory.activate(userId, false, ADMINISTRATOR));
  }

  public ScimGroup join(String groupId, String userId) {
    return plainly(() -> directory.join(groupId, userId, ADMINISTRATOR));
  }

  public ScimGroup leave(String groupId, String userId) {
    return plainly(() -> directory.leave(groupId, userId, ADMINISTRATOR));
  }

  /** A user as it stands now. */
  public ScimUser user(String userId) {
    return plainly(() -> directory.user(userId));
  }

  /** A group as it stands now. */
  public ScimGroup group(String groupId) {
    return plainly(() -> directory.group(groupId));
  }

  public List<ScimUser> users() {
    return directory.users();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Only HTTP callers see SCIM's errors; Java callers get Java's. */
  private static <T> T plainly(Supplier<T> action) {
    try {
      return action.get();
    } catch (ScimError e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }
}
