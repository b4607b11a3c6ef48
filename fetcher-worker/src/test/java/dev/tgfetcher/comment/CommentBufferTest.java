package dev.tgfetcher.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.convert.MessageConverter;
import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.TdFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
}
