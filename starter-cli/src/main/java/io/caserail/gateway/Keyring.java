package io.caserail.gateway;

/** Whom the gateway believes, which may change while it runs. Thread-safe. */
public interface Keyring {
  /** Whom it believes now. Cheap: it is asked for each delivery. */
  Trusted now();

  /** The same after a proof has failed: what is in force may have changed a moment ago. */
  Trusted again();

  /** Whether something newer stands there that can't be used. */
  boolean isStuck();

  /** What stands in files. */
  static Keyring of(LiveFiles<Trusted> files) {
    return new Keyring() {
      @Override
      public Trusted now() {
        return files.now();
      }

      @Override
      public Trusted again() {
        return files.again();
      }

      @Override
      public boolean isStuck() {
        return files.isStuck();
      }
    };
  }

  /** What never changes. */
  static Keyring fixed(Trusted trusted) {
    return new Keyring() {
      @Override
      public Trusted now() {
        return trusted;
      }

      @Override
      public Trusted again() {
        return trusted;
      }

      @Override
      public boolean isStuck() {
        return false;
      }
    };
  }
}
