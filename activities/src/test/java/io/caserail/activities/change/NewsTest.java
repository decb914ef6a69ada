package io.caserail.activities.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a try knows of what has come about since its case has asked. */
class NewsTest {
  private static final String QUEUE = "news";

  /** Is tried twice. */
  @ActivityInterface
  public interface Tries {
    /** Whether what came about right before it was asked is news, and what came right after. */
    @ActivityMethod
    String tried();
  }

  /** Asks once. */
  @WorkflowInterface
  public interface Asks {
    /** Returns the last try's word. */
    @WorkflowMethod
    String run();
  }

  /** The plainest workflow that does so. */
  public static final class AsksImpl implements Asks {
    private final Tries tries =
        Workflow.newActivityStub(
            Tries.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

    @Override
    public String run() {
      return tries.tried();
    }
  }

  /** Fails at first. */
  public static final class TriesImpl implements Tries {
    private volatile String first = "";

    @Override
    public String tried() {
      ActivityInfo info = Activity.getExecutionContext().getInfo();
      Instant asked = Instant.ofEpochMilli(info.getScheduledTimestamp());
      String word = News.isNews(asked.minusMillis(1)) + " " + News.isNews(asked.plusMillis(1));
      if (info.getAttempt() == 1) {
        first = word;
        throw new IllegalStateException("it is tried again");
      }
      return word;
    }
  }

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void what_came_about_after_it_was_asked_is_news_to_every_try_but_the_first() {
    TriesImpl tries = new TriesImpl();
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(AsksImpl.class);
    worker.registerActivitiesImplementations(tries);
    temporal.start();

    String second =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(Asks.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
            .run();

    assertThat(tries.first).isEqualTo("false false");
    assertThat(second).isEqualTo("false true");
  }

  @Test
  void nothing_is_news_where_no_case_waits() {
    assertThat(News.isNews(Instant.MAX)).isFalse();
  }
}
