package io.caserail.demo;

import java.util.List;

/**
 * A story that is played once for each of its calls and each trouble. What people do in it is up to
 * {@link Lead}; a path says what the world is like, and from where on its calls are its own.
 */
interface FaultPath {
  String name();

  /** The calls that come before its own are counted, each as often as it is named. */
  List<String> after();

  /** Whether this path is about the call. */
  default boolean isAbout(RecordedCall call) {
    return true;
  }

  /** Sets the scene. */
  Play prepare(Stage stage, String customer);
}
