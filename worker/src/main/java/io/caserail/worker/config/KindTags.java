package io.caserail.worker.config;

import io.caserail.port.CommandKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tags of one kind's lists.
 *
 * @param commands what each option of the command list asks for
 * @param reasons the code of each reason's option
 * @param options the code of each option of what else may be asked for; empty where there is none
 */
public record KindTags(
    Map<String, CommandKind> commands, Map<String, String> reasons, Map<String, String> options) {
  public KindTags {
    commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
