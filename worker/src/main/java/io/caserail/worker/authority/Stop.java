package io.caserail.worker.authority;

/** The first no of a second look; never leaves this package. */
final class Stop extends RuntimeException {
  final StopCode code;
  final String text;

  Stop(StopCode code, String text) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
  }
}
