package dev.tgfetcher.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tgfetcher.convert.MessageConverter;
import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.TdFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommentBufferTest {
  @TempDir private Path folder;

  private static ArchivedMessage comment(long id) throws InterruptedException {
    return new MessageConverter(name -> null)
        .convert(TdMessages.text("ünï " + id).put("id", TdFields.messageId(id)));
  }

  private static List<Long> take(CommentBuffer buffer, long thread) throws InterruptedException {
    List<Long> taken = new ArrayList<>();
    buffer.take(thread, 5, (post, chunk) -> chunk.forEach(comment -> taken.add(comment.id())));
    return taken;
  }

  @Test
  void a_thread_comes_back_newest_first() throws Exception {
    try (CommentBuffer buffer = new CommentBuffer(folder)) {
      for (long id = 1_000; id > 0; id--) {
        buffer.add(id % 3, comment(id));
      }

      assertThat(buffer.size()).isEqualTo(1_000);
      assertThat(take(buffer, 1))
          .isEqualTo(LongStream.iterate(1_000, id -> id > 0, id -> id - 3).boxed().toList());
      assertThat(take(buffer, 1)).isEmpty();
      buffer.remove(2);
      assertThat(buffer.size()).isEqualTo(333);
      assertThat(take(buffer, 0)).hasSize(333).startsWith(999L);
      assertThat(buffer.size()).isZero();
    }
  }

  @Test
  void a_comment_comes_back_unchanged() throws Exception {
    try (CommentBuffer buffer = new CommentBuffer(folder)) {
      buffer.add(1, comment(7));
      List<ArchivedMessage> taken = new ArrayList<>();
      buffer.take(1, 5, (post, chunk) -> taken.addAll(chunk));

      assertThat(taken).containsExactly(comment(7));
    }
  }

  @Test
  void closing_removes_the_file() {
    new CommentBuffer(folder).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_comment_costs_less_than_one_system_call() throws Exception {
    ArchivedMessage comment = comment(7);
    try (CommentBuffer buffer = new CommentBuffer(folder)) {
      long before = readsAndWrites();
      for (int number = 0; number < 5_000; number++) {
        buffer.add(number % 10, comment);
      }
      for (long thread = 0; thread < 10; thread++) {
        assertThat(take(buffer, thread)).hasSize(500);
      }

      assertThat(readsAndWrites() - before).isLessThan(5_000);
    }
  }

  /** The system calls of this thread that read or wrote, as Linux counts them. */
  private static long readsAndWrites() throws IOException {
    Path counts = Path.of("/proc/thread-self/io");
    assumeThat(counts).isReadable();
    return Files.readAllLines(counts).stream()
        .filter(line -> line.startsWith("syscr") || line.startsWith("syscw"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  @Test
  void the_file_shrinks_when_most_threads_are_taken() throws Exception {
    ArchivedMessage comment = comment(7);
    try (CommentBuffer buffer = new CommentBuffer(folder)) {
      for (int number = 0; number < 20_000; number++) {
        buffer.add(number % 10, comment);
      }
      buffer.add(10, comment(8));
      buffer.add(10, comment(6));
      long full = bytesOnDisk();
      for (long thread = 0; thread < 9; thread++) {
        assertThat(take(buffer, thread)).hasSize(2_000);
      }

      assertThat(full).isGreaterThan(2 * CommentBuffer.SMALLEST_COPIED);
      assertThat(bytesOnDisk()).isLessThan(full / 2);
      assertThat(take(buffer, 10)).containsExactly(8L, 6L);
      assertThat(take(buffer, 9)).hasSize(2_000);
      assertThat(buffer.size()).isZero();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
