package io.caserail.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditChainTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("audit.jsonl");
  }

  @Test
  void lines_that_nobody_touched_hold() throws IOException {
    append("one", "two", "three");

    AuditChain chain = read();

    assertThat(chain.breaks()).isEmpty();
    assertThat(chain.wanted()).hasSize(3).element(0).asString().contains("\"before\":\"begin\"");
    assertThat(chain.head()).hasSize(64);
  }

  @Test
  void a_changed_line_is_found_at_the_next() throws IOException {
    append("one", "two", "three");
    Files.writeString(file, Files.readString(file).replace("\"ref\":\"two\"", "\"ref\":\"2\""));

    assertThat(read().breaks())
        .containsExactly("audit.jsonl, line 3: the line before it was changed, added or left out");
  }

  @Test
  void a_line_that_was_left_out_is_found() throws IOException {
    append("one", "two", "three");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(1);
    Files.write(file, lines);

    assertThat(read().breaks()).singleElement().asString().contains("line 2");
  }

  @Test
  void a_line_that_was_slipped_in_is_found() throws IOException {
    append("one", "two");
    Files.writeString(file, "{\"event\":\"sent\"}\n", StandardOpenOption.APPEND);

    assertThat(read().breaks())
        .containsExactly("audit.jsonl, line 3: it is not chained to the line before it");
  }

  @Test
  void a_changed_last_line_shows_in_another_head() throws IOException {
    append("one", "two");
    String head = read().head();
    Files.writeString(file, Files.readString(file).replace("\"ref\":\"two\"", "\"ref\":\"2\""));

    assertThat(read().holds()).isTrue();
    assertThat(read().head()).isNotEqualTo(head);
  }

  @Test
  void the_chain_goes_on_over_a_line_that_a_dead_process_left_unfinished() throws IOException {
    append("one");
    Files.write(
        file,
        "{\"actor\":\"J\u00fcrgen ".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
    append("two");
    Files.write(file, new byte[] {'{', (byte) 0xc3}, StandardOpenOption.APPEND);
    append("three");

    AuditChain chain = read();

    assertThat(chain.breaks()).isEmpty();
    assertThat(chain.wanted()).hasSize(5);
  }

  @Test
  void a_line_that_is_being_written_is_no_head() throws IOException {
    append("one");
    String head = read().head();
    Files.writeString(file, "{\"before\":\"12", StandardOpenOption.APPEND);

    assertThat(read().head()).isEqualTo(head);
    assertThat(read().count()).isEqualTo(1);
  }

  @Test
  void a_full_file_that_nobody_could_follow_up_is_followed_by_the_next_writer() throws IOException {
    append("one");
    try (AuditSink running = new AuditSink(file)) {
      var unused = Files.move(file, folder.resolve("audit.jsonl.000001"));
      running.append(line("two"));
    }

    AuditChain chain = read();
    assertThat(chain.breaks()).isEmpty();
    assertThat(chain.wanted()).hasSize(2);
  }

  @Test
  void lines_from_before_the_chain_stand_at_its_beginning() throws IOException {
    Files.writeString(file, "{\"old\":1}\n{\"old\":2}\n");
    append("one");
    assertThat(read().holds()).isTrue();

    Files.writeString(file, Files.readString(file).replace("\"old\":2", "\"old\":3"));
    assertThat(read().breaks()).singleElement().asString().contains("line 3");
  }

  @Test
  void a_full_file_becomes_a_part_and_the_chain_goes_on() throws IOException {
    for (String ref : List.of("one", "two", "three", "four", "five")) {
      try (AuditSink sink = new AuditSink(file, 200)) {
        sink.append(line(ref));
      }
    }

    assertThat(folder.resolve("audit.jsonl.000001")).exists();
    assertThat(folder.resolve("audit.jsonl.000002")).exists();
    AuditChain chain = read();
    assertThat(chain.breaks()).isEmpty();
    assertThat(chain.wanted()).hasSize(5);

    Files.delete(folder.resolve("audit.jsonl.000001"));
    assertThat(read().holds()).isFalse();
  }

  @Test
  void two_workers_write_one_chain() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try (AuditSink one = new AuditSink(file);
        AuditSink other = new AuditSink(file)) {
      List<Callable<Integer>> writes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i;
        AuditSink sink = i % 2 == 0 ? one : other;
        writes.add(
            () -> {
              sink.append(line("re_" + number));
              return number;
            });
      }
      for (Future<Integer> written : workers.invokeAll(writes)) {
        assertThat(written.get()).isNotNegative();
      }
    } finally {
      workers.shutdownNow();
    }

    AuditChain chain = read();
    assertThat(chain.breaks()).isEmpty();
    assertThat(chain.wanted()).hasSize(40);
  }

  @Test
  void an_interrupted_thread_still_leaves_its_line() throws IOException {
    try (AuditSink sink = new AuditSink(file)) {
      Thread.currentThread().interrupt();
      sink.append(line("one"));
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(read().wanted()).hasSize(1);
  }

  private AuditChain read() throws IOException {
    return AuditChain.read(file, line -> true);
  }

  private void append(String... refs) {
    try (AuditSink sink = new AuditSink(file)) {
      for (String ref : refs) {
        sink.append(line(ref));
      }
    }
  }

  private static AuditLine line(String ref) {
    return AuditLine.of("sent", Instant.parse("2026-11-23T14:00:00Z"))
        .operation("pi_1/0123456789abcdef/pay")
        .generation(1)
        .ticket("42")
        .amount("24.90 EUR")
        .commands(List.of("audit-5"))
        .actors(List.of("7"))
        .policy("hash")
        .outcome("SUCCEEDED")
        .ref(ref)
        .build();
  }
}
