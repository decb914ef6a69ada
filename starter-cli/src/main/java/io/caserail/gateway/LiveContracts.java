package io.caserail.gateway;

import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contracts of a folder, which may change while they are in use. One that is edited into what
 * can't be used changes nothing: the one before stays in force until it can, so that events go
 * where they went. Thread-safe.
 */
public final class LiveContracts {
  private static final Logger log = LoggerFactory.getLogger(LiveContracts.class);

  private final Supplier<LiveFiles.Reading<Contracts>> reader;
  private final LiveFiles<Contracts> files;
  private @Nullable Contracts last;
  private volatile boolean flawed;

  /**
   * Reads for the first time. What is not in order then is not in force.
   *
   * @param reader reads all files anew
   * @throws RuntimeException what the reader throws
   */
  public LiveContracts(Supplier<LiveFiles.Reading<Contracts>> reader) {
    this.reader = reader;
    this.files = new LiveFiles<>("the contracts", this::read);
  }

  /** Those in force. Cheap. */
  public Contracts now() {
    return files.now();
  }

  /** Whether a contract stands there that is not in order. */
  public boolean isStuck() {
    files.now();
    return flawed || files.isStuck();
  }

  /** One at a time, as {@link LiveFiles} does it. */
  private LiveFiles.Reading<Contracts> read() {
    LiveFiles.Reading<Contracts> reading = reader.get();
    Contracts found = reading.value();
    Contracts before = last;
    Contracts inForce = before == null ? found : found.keeping(before);
    flawed = found.flaws().stream().anyMatch(flaw -> flaw.state() != null);
    for (Flaw flaw : found.flaws()) {
      if (inForce.flaws().contains(flaw)) {
        log.warn("contract not in order; flaw={}", flaw);
      } else {
        log.error("contract can't be used, the one before stays in force; flaw={}", flaw);
      }
    }
    last = inForce;
    return new LiveFiles.Reading<>(inForce, reading.files());
  }
}
