package io.caserail.sandbox.scim;

import static io.caserail.sandbox.scim.RunningScim.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.CallRecord;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users: made, found, switched off and on. */
class UsersTest {
  private final RunningScim running = new RunningScim();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_user_is_created_and_shown_with_its_version() throws Exception {
    // when
    HttpResponse<String> created =
        running.post("/Users", "{\"userName\":\"mia\",\"externalId\":\"cus_1\"}");

    // then
    JsonNode user = json(running.get("/Users/" + json(created).path("id").asText()));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("application/scim+json");
    assertThat(created.headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(user.path("userName").asText()).isEqualTo("mia");
    assertThat(user.path("active").asBoolean()).isTrue();
    assertThat(user.at("/meta/version").asText()).isEqualTo("W/\"1\"");
    assertThat(user.at("/meta/resourceType").asText()).isEqualTo("User");
  }

  @Test
  void two_users_of_one_name_are_refused() throws Exception {
    // given
    running.scim().addUser("mia");

    // when
    HttpResponse<String> answer = running.post("/Users", "{\"userName\":\"MIA\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("scimType").asText()).isEqualTo("uniqueness");
  }

  @ParameterizedTest
  @CsvSource({
    "userName eq \"MIA\",      1",
    "externalId eq \"cus_1\",  1",
    "externalId eq \"CUS_1\",  0",
    "username EQ \"kim\",      0",
  })
  void users_are_found_by_name_and_external_id(String filter, int found) throws Exception {
    // given
    running.post("/Users", "{\"userName\":\"mia\",\"externalId\":\"cus_1\"}");
    running.scim().addUser("leo");

    // when
    JsonNode list = json(running.filtered("/Users", filter));

    // then
    assertThat(list.path("totalResults").asInt()).isEqualTo(found);
    assertThat(list.path("Resources")).hasSize(found);
  }

  @Test
  void a_list_comes_in_pages() throws Exception {
    // given
    for (int i = 0; i < 5; i++) {
      running.scim().addUser("user-" + i);
    }

    // when
    JsonNode page = json(running.get("/Users?startIndex=4&count=10"));

    // then
    assertThat(page.path("totalResults").asInt()).isEqualTo(5);
    assertThat(page.path("itemsPerPage").asInt()).isEqualTo(2);
    assertThat(page.at("/Resources/0/userName").asText()).isEqualTo("user-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}",
        "{\"op\":\"replace\",\"value\":{\"active\":false}}",
        "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}",
        "{\"op\":\"add\",\"path\":\"active\",\"value\":false}",
      })
  void a_user_is_switched_off_in_each_of_the_ways_that_clients_use(String operation)
      throws Exception {
    // given
    ScimUser user = running.scim().addUser("mia");

    // when
    HttpResponse<String> answer = running.patch("/Users/" + user.id(), operation);

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("active").asBoolean()).isFalse();
    assertThat(answer.headers().firstValue("ETag")).contains("W/\"2\"");
    BookEntry entry =
        running.surroundings().books().of(ScimSandbox.SYSTEM, "user.deactivated").get(0);
    assertThat(entry.object()).isEqualTo(user.id());
    assertThat(entry.cause().call()).isNotNull();
  }

  @Test
  void a_patch_that_changes_nothing_is_no_effect_and_no_new_version() throws Exception {
    // given
    ScimUser user = running.scim().addUser("mia");

    // when
    HttpResponse<String> answer =
        running.patch(
            "/Users/" + user.id(), "{\"op\":\"replace\",\"path\":\"active\",\"value\":true}");

    // then
    assertThat(answer.headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(running.surroundings().calls().of(ScimSandbox.SYSTEM))
        .extracting(CallRecord::effect)
        .containsExactly(false);
  }

  @Test
  void a_version_that_is_outdated_is_412_and_changes_nothing() throws Exception {
    // given
    ScimUser user = running.scim().addUser("mia");
    running.scim().deactivate(user.id());
    running.scim().activate(user.id());

    // when
    HttpResponse<String> answer =
        running.patch(
            "/Users/" + user.id(),
            "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}",
            "W/\"1\"");

    // then
    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(json(answer).path("status").asText()).isEqualTo("412");
    assertThat(running.scim().user(user.id()).active()).isTrue();
  }

  @Test
  void a_server_without_versions_gives_none_and_ignores_if_match() throws Exception {
    // given
    try (RunningScim plain = new RunningScim(ScimOptions.defaults().withVersions(false))) {
      ScimUser user = plain.scim().addUser("mia");

      // when
      HttpResponse<String> answer =
          plain.patch(
              "/Users/" + user.id(),
              "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}",
              "W/\"9\"");

      // then
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("ETag")).isEmpty();
      assertThat(json(answer).at("/meta/version").isMissingNode()).isTrue();
    }
  }

  @Test
  void a_server_may_answer_a_patch_without_a_body() throws Exception {
    // given
    try (RunningScim silent = new RunningScim(ScimOptions.defaults().withPatchesAnswered(false))) {
      ScimUser user = silent.scim().addUser("mia");

      // when
      HttpResponse<String> answer =
          silent.patch(
              "/Users/" + user.id(), "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}");

      // then
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("ETag")).contains("W/\"2\"");
      assertThat(silent.scim().user(user.id()).active()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"op\":\"move\",\"path\":\"active\"}                        | invalidSyntax",
        "{\"op\":\"replace\",\"path\":\"title\",\"value\":\"x\"}      | noTarget",
        "{\"op\":\"replace\",\"path\":\"active\",\"value\":\"maybe\"} | invalidValue",
        "{\"op\":\"replace\",\"value\":true}                          | invalidValue",
        "{\"op\":\"remove\",\"path\":\"active\"}                      | mutability",
      })
  void a_patch_that_can_not_be_done_is_400_with_its_scim_type(String operation, String scimType)
      throws Exception {
    // given
    ScimUser user = running.scim().addUser("mia");

    // when
    HttpResponse<String> answer = running.patch("/Users/" + user.id(), operation);

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("scimType").asText()).isEqualTo(scimType);
    assertThat(json(answer).at("/schemas/0").asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
  }

  @Test
  void of_several_operations_all_are_done_or_none() throws Exception {
    // given
    ScimUser user = running.scim().addUser("mia");

    // when
    HttpResponse<String> answer =
        running.patch(
            "/Users/" + user.id(),
            "{\"op\":\"replace\",\"path\":\"active\",\"value\":false},{\"op\":\"remove\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(running.scim().user(user.id()).active()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "Basic c2NpbTo="})
  void without_the_token_everything_is_401(String authorization) throws Exception {
    assertThat(running.getAs(authorization, "/Users").statusCode()).isEqualTo(401);
  }

  @Test
  void what_does_not_exist_is_404() throws Exception {
    assertThat(running.get("/Users/none").statusCode()).isEqualTo(404);
    assertThat(running.get("/Devices").statusCode()).isEqualTo(404);
    assertThat(json(running.filtered("/Users", "title pr")).path("scimType").asText())
        .isEqualTo("invalidFilter");
  }
}
