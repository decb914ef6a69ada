package io.caserail.demo;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stage on the real Temporal server for the tests of one class, which are aborted without it. */
final class RealStage implements BeforeAllCallback, AfterAllCallback {
  private final Trust trust;
  private @Nullable Sandbox world;
  private @Nullable Stage stage;

  RealStage(Trust trust) {
    this.trust = trust;
  }

  Stage stage() {
    if (stage == null) {
      throw new IllegalStateException("it is open only while its class runs");
    }
    return stage;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    TemporalServer temporal = TemporalServer.real(binary.orElseThrow(), SearchKeys.types());
    world = Sandbox.start(SandboxConfig.defaults());
    stage = Stage.over(world, Files.createTempDirectory("caserail-real-"), temporal, trust);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (stage != null) {
      stage.close();
    }
    if (world != null) {
      world.close();
    }
  }
}
