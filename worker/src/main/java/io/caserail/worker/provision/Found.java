package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** One thing that the account has. */
record Found(Part part, JsonNode body) {
  static final ObjectMapper JSON = new ObjectMapper();

  String id() {
    return body.path("id").asText();
  }

  String title() {
    return body.path(part.title()).asText();
  }

  Optional<Mark> mark() {
    return Mark.in(body.path(part.marked()).asText(""));
  }
}
