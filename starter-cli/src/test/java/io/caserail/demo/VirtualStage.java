package io.caserail.demo;

import com.google.protobuf.Empty;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.TemporalConnector;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.api.testservice.v1.SleepRequest;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.testservice.v1.TestServiceGrpc.TestServiceBlockingStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A stage without a gateway, with the waits and the sweep of production, whose time the test moves:
 * that of Temporal, of the worker and of the vendors together.
 */
final class VirtualStage implements AutoCloseable {
  private static final int STEPS = 18;
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final Stage stage;
  private final TestServiceBlockingStub time;
  private final WorkerProcess worker;

  private VirtualStage(Stage stage, Path config) {
    this.stage = stage;
    this.time =
        TestServiceGrpc.newBlockingStub(stage.client().getWorkflowServiceStubs().getRawChannel());
    CaserailConfig read = CaserailConfig.load(config, Map.of());
    this.worker = WorkerProcess.start(read, TemporalConnector.of(read.temporal()), this::now);
  }

  /** One that looks for filled command fields every half minute, as it does by default. */
  static VirtualStage sweeping(Path folder) throws IOException {
    return paced(folder, "sweepEvery: 30s");
  }

  /** One that looks seldom, for days that are to pass in a minute: each look takes real time. */
  static VirtualStage forDays(Path folder) throws IOException {
    return paced(folder, "sweepEvery: 4m\noutages: { every: 10m }");
  }

  private static VirtualStage paced(Path folder, String pace) throws IOException {
    Stage stage = Stage.toMeasure(folder, TemporalServer.inMemory(SearchKeys.types()));
    try {
      Path config = stage.configured();
      Files.writeString(config, Files.readString(config).replace("sweepEvery: 5h", pace));
      return new VirtualStage(stage, config);
    } catch (RuntimeException | IOException e) {
      stage.close();
      throw e;
    }
  }

  /** The same under the vendors' limits. */
  static VirtualStage limited(Path folder) {
    Stage stage = Stage.limited(folder, TemporalServer.inMemory(SearchKeys.types()));
    try {
      return new VirtualStage(stage, stage.configured());
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  Stage stage() {
    return stage;
  }

  /** What time it is in Temporal. */
  Instant now() {
    var at = time.getCurrentTime(Empty.getDefaultInstance()).getTime();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  /** Lets time pass until something holds, or so much has passed, in steps of a part of it. */
  void passUntil(BooleanSupplier holds, Duration most) {
    passUntil(holds, most, most.dividedBy(STEPS));
  }

  /** The same in steps that long: what becomes due within one comes at once. */
  void passUntil(BooleanSupplier holds, Duration most, Duration step) {
    Instant end = now().plus(most);
    while (!holds.getAsBoolean() && now().isBefore(end)) {
      pass(step);
      settle(holds, SETTLE);
    }
  }

  /** Lets one step pass, and then so much real time for what has become due. */
  void pass(Duration step, Duration settle) {
    pass(step);
    settle(() -> false, settle);
  }

  private void pass(Duration step) {
    var unused =
        time.unlockTimeSkippingWithSleep(
            SleepRequest.newBuilder()
                .setDuration(com.google.protobuf.Duration.newBuilder().setSeconds(step.toSeconds()))
                .build());
    stage.sandbox().clock().advance(step);
  }

  /** What has become due is done in real time, which passes for Temporal too. */
  private static void settle(BooleanSupplier holds, Duration real) {
    try {
      Deadline.within(real, holds, () -> "not yet");
    } catch (SceneFailed notYet) {
      // The next step comes.
    }
  }

  @Override
  public void close() {
    worker.kill();
    stage.close();
  }
}
