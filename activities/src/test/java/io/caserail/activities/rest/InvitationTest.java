package io.caserail.activities.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.caserail.activities.http.Failures;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Outcome;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.company.Quirk;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.fault.CallFault;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The link to a session goes to the account system, and nowhere else. */
class InvitationTest {
  private static final String PART_OF_THE_LINK = "single-use";

  private final CompanyScene scene = new CompanyScene();
  private final ChangeOrder invite = scene.order(CompanyScene.ACCOUNT, "invite", "vs_1", 1, false);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void close() {
    root().detachAppender(log);
    scene.close();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void the_link_of_the_session_reaches_the_customer() {
    Outcome outcome = scene.accounts().inviteToVerify(invite);

    BookEntry entry =
        scene.surroundings.books().of(CompanySandbox.SYSTEM, "account.invited").get(0);
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.linksAsked).containsExactly("vs_1");
    assertThat(scene.shop.openLink("acc_1")).isEqualTo(CompanyScene.LINK + "?fresh=1");
    assertThat(entry.details())
        .containsEntry("session", "vs_1")
        .containsEntry("to", "kim@example.com");
    assertThat(scene.accounts().findInvitation(invite).ref()).isEqualTo(outcome.ref());
    assertNowhere(outcome);
  }

  @Test
  void a_fresh_link_under_the_same_key_invites_nobody_twice() {
    scene.shop.have(Quirk.FINDS_NOTHING);
    scene.posts(CallFault::answerLost);

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.accounts().inviteToVerify(invite));
    Outcome again =
        scene
            .accounts()
            .inviteToVerify(scene.order(CompanyScene.ACCOUNT, "invite", "vs_1", 1, true));

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
    assertThat(again.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.effects("account.invited")).isEqualTo(1);
    assertNowhere(again, failure, String.valueOf(Failures.troubleOf(failure)));
  }

  @Test
  void a_company_that_quotes_the_link_in_its_no_does_not_bring_it_into_the_outcome() {
    String quoting =
        "{\"code\":\"%s\",\"reference\":\"%s\",\"detail\":\"can't send %s\"}"
            .replace("%s", CompanyScene.LINK);
    scene.posts(f -> f.status(422, Map.of(), quoting));

    Outcome refused = scene.accounts().inviteToVerify(invite);

    assertThat(refused)
        .isEqualTo(Outcome.rejected("", "refused", "Acme Shop does not take it, code refused"));
    assertNowhere(refused);
  }

  @Test
  void without_a_link_nothing_is_sent() {
    scene.linkIsGone = true;

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.accounts().inviteToVerify(invite));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.sends()).isZero();
  }

  private void assertNowhere(Object... told) {
    for (Object one : told) {
      assertThat(String.valueOf(one)).doesNotContain(PART_OF_THE_LINK);
    }
    assertThat(scene.surroundings.books().text()).doesNotContain(PART_OF_THE_LINK);
    assertThat(log.list.stream().map(e -> e.getFormattedMessage() + " " + e.getThrowableProxy()))
        .noneMatch(line -> line.contains(PART_OF_THE_LINK));
  }
}
