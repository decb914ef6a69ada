package io.caserail.cli;

import io.caserail.port.FailureType;
import io.caserail.worker.shadow.Onlooker;
import io.caserail.worker.shadow.Shadow;
import io.caserail.worker.shadow.ShadowEnd;
import io.caserail.worker.shadow.ShadowReport;
import io.caserail.worker.shadow.ShadowRequest;
import io.caserail.worker.shadow.ShadowRow;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Consumer;

/** Prints what comes after a look, a line each; what it says of itself goes to standard error. */
final class ShadowFollow implements Onlooker {
  private final Shadow shadow;
  private final Screen screen;
  private final OutputFormat format;
  private final String zone;
  private final Consumer<ShadowReport> page;
  private int refunds;
  private int ends;
  private int requests;
  private int onPage;
  private String away = "";

  /**
   * A follower of looks that have begun.
   *
   * @param page hears of the whole report whenever there is more in it
   */
  ShadowFollow(
      Shadow shadow, Screen screen, OutputFormat format, String zone, Consumer<ShadowReport> page) {
    this.shadow = shadow;
    this.screen = screen;
    this.format = format;
    this.zone = zone;
    this.page = page;
  }

  /**
   * Looks again and again.
   *
   * @param every the pause between two looks
   * @throws ApplicationFailure when a system refuses; one that is away is waited for
   */
  void untilInterrupted(Duration every) {
    screen.note(
        "Following: each refund by hand, each subscription that is ended and each request by macro"
            + " gets one line, until Ctrl-C."
            + " Nothing is kept: started again, it reports all since --since again.");
    try {
      while (true) {
        Thread.sleep(every.toMillis());
        look();
      }
    } catch (InterruptedException stopped) {
      end();
    }
  }

  private void look() throws InterruptedException {
    try {
      var unused = shadow.lookAgain(this);
      if (!away.isEmpty()) {
        away = "";
        screen.note("All systems answer again. Nothing was left out.");
      }
      writePage();
    } catch (ApplicationFailure failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException("in the middle of a look");
      }
      if (!FailureType.UPSTREAM_AWAY.name().equals(failure.getType())) {
        throw failure;
      }
      waits(failure.getOriginalMessage());
    }
  }

  private int told() {
    return refunds + ends + requests;
  }

  private void writePage() {
    if (told() > onPage) {
      onPage = told();
      page.accept(shadow.report());
    }
  }

  private void end() {
    writePage();
    screen.note(
        "Ended. Followed: %s by hand, %s ended, %s by macro.%s%s",
        ShadowPage.count(refunds, "refund"),
        ShadowPage.count(ends, "subscription"),
        ShadowPage.count(requests, "request"),
        away.isEmpty() ? "" : " " + away + ": what came since then was not looked at.",
        shadow.held() == 0
            ? ""
            : " " + shadow.held() + " of the last minutes not told: no ticket was found yet.");
  }

  @Override
  public void sees(ShadowRow refund) {
    refunds++;
    screen.print(format.isJson() ? JsonText.of(refund) : ShadowPage.line(refund, zone));
  }

  @Override
  public void sees(ShadowEnd end) {
    ends++;
    screen.print(format.isJson() ? JsonText.of(end) : ShadowPage.line(end, zone));
  }

  @Override
  public void sees(ShadowRequest request) {
    requests++;
    screen.print(format.isJson() ? JsonText.of(request) : ShadowPage.line(request, zone));
  }

  @Override
  public void waits(String because) {
    if (!because.equals(away)) {
      away = because;
      screen.note("%s. It is asked again until it answers; nothing is left out.", because);
    }
  }
}
