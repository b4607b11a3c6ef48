package dev.tgfetcher.archive;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.NOW;
import static dev.tgfetcher.archive.TestingDays.withComments;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.directory.ProgressFile;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.archive.verify.ArchiveVerifier;
import dev.tgfetcher.archive.verify.Verification;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares days of random content with a model in memory. */
class RandomDaysTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_file_has_the_messages_of_any_pages(long seed) throws IOException {
    Random random = new Random(seed);
    ArchiveLayout layout = new ArchiveLayout(root);
    Map<Long, ArchivedMessage> posts = anyMessages(random, random.nextInt(1_500));
    Map<Long, List<ArchivedMessage>> comments = anyComments(random, posts);
    List<ArchivedMessage> model =
        posts.values().stream()
            .map(post -> withComments(post, comments.getOrDefault(post.id(), List.of())))
            .toList();

    try (SpoolFolder folder = SpoolFolder.open(layout.root(), "random");
        DaySpool spool = folder.newSpool(DATE)) {
      inChunks(random, List.copyOf(posts.values())).forEach(spool::addPage);
      addInTurns(random, comments, spool);
      LongStream.range(0, 20).forEach(sender -> spool.addSender(sender, "name \"" + sender));
      new DirectoryArchiveStore(layout, 1).write(TestingDays.complete(), spool, () -> true);
    }

    assertThat(ArchiveReader.read(layout.dayFile(CHAT, DATE)).messages()).isEqualTo(model);
    ProgressFile progress = new ProgressFile(layout, InstantSource.fixed(NOW));
    assertThat(new ArchiveVerifier(new DirectoryArchiveStore(layout, 5), progress).verify())
        .isEqualTo(new Verification(1, List.of()));
  }

  private static Map<Long, ArchivedMessage> anyMessages(Random random, int count) {
    Map<Long, ArchivedMessage> messages = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      long id = 1L + random.nextInt(100_000);
      String text = "a\"\\\n\u0000ж🐍".repeat(random.nextInt(20));
      ArchivedMessage plain =
          TestingDays.message(id, TestingDays.message(id).date(), random.nextInt(20), text);
      messages.put(id, random.nextInt(50) == 0 ? large(plain) : plain);
    }
    return messages;
  }

  private static ArchivedMessage large(ArchivedMessage message) {
    return TestingDays.message(
        message.id(), message.date(), message.senderId(), "x]}".repeat(40_000));
  }

  private static Map<Long, List<ArchivedMessage>> anyComments(
      Random random, Map<Long, ArchivedMessage> posts) {
    Map<Long, List<ArchivedMessage>> comments = new TreeMap<>();
    for (Long post : posts.keySet()) {
      if (random.nextInt(4) == 0) {
        Map<Long, ArchivedMessage> ofPost = anyMessages(random, 1 + random.nextInt(12));
        comments.put(post, List.copyOf(ofPost.values()));
      }
    }
    return comments;
  }

  /** Chunks of all posts in a random order, those of one post newest first. */
  private static void addInTurns(
      Random random, Map<Long, List<ArchivedMessage>> comments, DaySpool spool) {
    Map<Long, List<List<ArchivedMessage>>> waiting = new TreeMap<>();
    List<Long> turns = new ArrayList<>();
    comments.forEach(
        (post, ascending) -> {
          waiting.put(post, new ArrayList<>(inChunks(random, ascending)));
          turns.addAll(Collections.nCopies(waiting.get(post).size(), post));
        });
    Collections.shuffle(turns, random);
    turns.forEach(post -> spool.addComments(post, waiting.get(post).remove(0)));
  }

  private static List<List<ArchivedMessage>> inChunks(
      Random random, List<ArchivedMessage> ascending) {
    List<ArchivedMessage> descending =
        ascending.stream()
            .sorted(Comparator.comparingLong(ArchivedMessage::id).reversed())
            .toList();
    List<List<ArchivedMessage>> chunks = new ArrayList<>();
    for (int from = 0, to; from < descending.size(); from = to) {
      to = Math.min(descending.size(), from + 1 + random.nextInt(100));
      chunks.add(descending.subList(from, to));
    }
    return chunks;
  }
}
