package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.verify.ArchiveVerifier;
import dev.tgfetcher.archive.verify.FindingKind;
import dev.tgfetcher.archive.verify.Verification;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterProcessTest {
  @TempDir Path root;
  private ArchiveLayout layout;
  private DirectoryArchiveStore store;
  private ArchiveVerifier verifier;

  @BeforeEach
  void open() {
    layout = new ArchiveLayout(root);
    store = new DirectoryArchiveStore(layout, 3);
    verifier = new ArchiveVerifier(store, new ProgressFile(layout, InstantSource.system()));
  }

  @Test
  void a_writer_killed_at_any_time_leaves_a_whole_file() throws Exception {
    TestingDays.write(layout, store, complete(), messages(1, 500));
    Random random = new Random(7);

    for (int kill = 0; kill < 5; kill++) {
      int before = revision();
      Process writer = WriterProcess.start(root, 500, 300, Integer.MAX_VALUE);
      Awaitility.await().until(() -> revision() > before);
      LockSupport.parkNanos(random.nextInt(30_000_000));
      writer.destroyForcibly().waitFor();

      assertThat(verifier.verify().findings())
          .allSatisfy(found -> assertThat(found.kind()).isEqualTo(FindingKind.LEFTOVER));
      assertThat(ArchiveReader.read(layout.dayFile(CHAT, DATE)).messages()).hasSize(500);
    }

    verifier.repair();
    assertThat(verifier.verify().findings()).isEmpty();
    assertThat(root.resolve(".spool")).isEmptyDirectory();
  }

  @Test
  void writers_in_several_processes_never_mix_a_file_or_collide_on_a_revision() throws Exception {
    List<Process> writers =
        List.of(WriterProcess.start(root, 200, 0, 15), WriterProcess.start(root, 200, 0, 15));
    for (int own = 0; own < 15; own++) {
      TestingDays.write(layout, store, complete(), messages(1, 100 + own));
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }

    assertThat(revision()).isEqualTo(45);
    assertThat(verifier.verify()).isEqualTo(new Verification(4, List.of()));
  }

  @Test
  void a_day_of_200000_messages_and_a_post_of_20000_comments_need_little_memory() throws Exception {
    Process writer = WriterProcess.start(root, 200_000, 20_000, 1, "-Xmx64m");
    String errors = new String(writer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(writer.waitFor()).as(errors).isZero();

    MessageScan scan = MessageScan.of(Files.newInputStream(layout.dayFile(CHAT, DATE)));
    assertThat(scan.count()).isEqualTo(200_000);
    assertThat(scan.lastId()).hasValue(200_000);
  }

  @Test
  void a_full_disk_leaves_the_former_file_and_no_half_one() throws Exception {
    assumeThat(File.separatorChar).isEqualTo('/');
    TestingDays.write(layout, store, complete(), messages(1, 10));
    byte[] before = Files.readAllBytes(layout.dayFile(CHAT, DATE));

    assertThat(refusal(600, 0)).contains("Cannot write " + root).contains(".messages: ");
    assertThat(refusal(300, 300)).contains("Cannot write " + layout.dayFile(CHAT, DATE) + ": ");

    assertThat(Files.readAllBytes(layout.dayFile(CHAT, DATE))).isEqualTo(before);
    assertThat(verifier.verify()).isEqualTo(new Verification(1, List.of()));
  }

  /** No file of the process may grow beyond 400 blocks of 512 bytes. */
  private String refusal(int messages, int comments) throws IOException, InterruptedException {
    List<String> limited = List.of("sh", "-c", "ulimit -f 400; exec \"$@\"", "sh");
    Process writer = WriterProcess.start(limited, root, messages, comments, 1);
    String errors = new String(writer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).as(errors).isEqualTo(WriterProcess.REFUSED);
    return errors;
  }

  private int revision() {
    return store.find(CHAT, DATE).map(ArchivedDay::revision).orElse(0);
  }
}
