package io.caserail.sandbox.scim;

import static io.caserail.sandbox.scim.RunningScim.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups: who is in them, and how that changes. */
class GroupsTest {
  private final RunningScim running = new RunningScim();
  private final ScimUser mia = running.scim().addUser("mia");
  private final ScimUser leo = running.scim().addUser("leo");
  private final ScimGroup pro = running.scim().addGroup("Pro", mia.id(), leo.id());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_group_shows_its_members_and_a_member_its_groups() throws Exception {
    JsonNode group = json(running.get("/Groups/" + pro.id()));
    JsonNode user = json(running.get("/Users/" + mia.id()));
    JsonNode found = json(running.filtered("/Groups", "displayName eq \"pro\""));

    assertThat(group.path("members").findValuesAsText("value")).containsExactly(mia.id(), leo.id());
    assertThat(user.at("/groups/0/value").asText()).isEqualTo(pro.id());
    assertThat(found.at("/Resources/0/id").asText()).isEqualTo(pro.id());
  }

  @Test
  void one_member_is_removed_and_the_others_stay() throws Exception {
    // when
    HttpResponse<String> answer =
        running.patch(
            "/Groups/" + pro.id(),
            "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + mia.id() + "\\\"]\"}",
            "W/\"3\"");

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(running.scim().group(pro.id()).members()).containsExactly(leo.id());
    var entry = running.surroundings().books().of(ScimSandbox.SYSTEM, "group.left").get(0);
    assertThat(entry.object()).isEqualTo(mia.id());
    assertThat(entry.details()).containsEntry("group", pro.id());
  }

  @Test
  void a_member_is_added_once() throws Exception {
    // given
    ScimUser kim = running.scim().addUser("kim");
    String add =
        "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + kim.id() + "\"}]}";

    // when
    running.patch("/Groups/" + pro.id(), add);
    running.patch("/Groups/" + pro.id(), add);

    // then
    assertThat(running.scim().group(pro.id()).members())
        .containsExactly(mia.id(), leo.id(), kim.id());
    assertThat(running.surroundings().books().about(kim.id())).hasSize(2);
  }

  @Test
  void a_member_that_is_not_there_can_not_be_removed() throws Exception {
    // given
    running.scim().leave(pro.id(), mia.id());

    // when
    HttpResponse<String> answer =
        running.patch(
            "/Groups/" + pro.id(),
            "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + mia.id() + "\\\"]\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("scimType").asText()).isEqualTo("noTarget");
  }

  @Test
  void nobody_joins_who_is_no_user() throws Exception {
    // when
    HttpResponse<String> answer =
        running.patch(
            "/Groups/" + pro.id(),
            "{\"op\":\"replace\",\"path\":\"members\",\"value\":[{\"value\":\"nobody\"}]}");

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(running.scim().group(pro.id()).members()).containsExactly(mia.id(), leo.id());
  }

  @Test
  void a_group_that_changed_meanwhile_is_412() throws Exception {
    // given
    running.scim().leave(pro.id(), leo.id());

    // when
    HttpResponse<String> answer =
        running.patch("/Groups/" + pro.id(), "{\"op\":\"remove\",\"path\":\"members\"}", "W/\"3\"");

    // then
    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(running.scim().group(pro.id()).members()).containsExactly(mia.id());
  }

  @Test
  void a_fault_can_strike_one_endpoint() {
    // given
    running
        .surroundings()
        .faults()
        .add(Fault.on(ScimSandbox.SYSTEM).endpoint("PATCH */Groups/*").answerLost());

    // when
    var lost =
        catchThrowable(
            () -> running.patch("/Groups/" + pro.id(), "{\"op\":\"remove\",\"path\":\"members\"}"));

    // then
    assertThat(lost).isInstanceOf(IOException.class);
    assertThat(running.scim().group(pro.id()).members()).isEmpty();
  }
}
