package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A writer in a separate process, which a test limits or kills. */
final class WriterProcess {
  static final int REFUSED = 3;
  private static final int PAGE = 100;

  private WriterProcess() {}

  /** Arguments: data directory, messages a day, comments of the first message, number of writes. */
  public static void main(String[] args) {
    ArchiveLayout layout = new ArchiveLayout(Path.of(args[0]));
    DirectoryArchiveStore store = new DirectoryArchiveStore(layout, 3);
    long pid = ProcessHandle.current().pid();
    try (SpoolFolder folder = SpoolFolder.open(layout.root(), "writer-" + pid)) {
      for (int round = 0; round < Integer.parseInt(args[3]); round++) {
        try (DaySpool spool = folder.newSpool(DATE)) {
          String text = "round " + round + " of " + pid;
          fill(spool, Integer.parseInt(args[1]), Integer.parseInt(args[2]), text);
          store.write(TestingDays.draft(CHAT, DATE, null), spool, WriteGuard.ALWAYS);
        }
      }
    } catch (StorageException e) {
      System.err.println(e.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void fill(DaySpool spool, int messages, int comments, String text) {
    String body = text + " " + "and so on ".repeat(10);
    for (long newest = messages; newest > 0; newest -= PAGE) {
      spool.addPage(page(newest, body));
    }
    for (long newest = comments; newest > 0; newest -= PAGE) {
      spool.addComments(1, page(newest, body));
    }
    spool.addSender(TestingDays.SENDER, "Анна");
  }

  private static List<ArchivedMessage> page(long newest, String text) {
    return LongStream.iterate(newest, id -> id > 0 && id > newest - PAGE, id -> id - 1)
        .mapToObj(id -> TestingDays.message(id, DATE, text))
        .toList();
  }

  static Process start(Path data, int messages, int comments, int rounds, String... jvmOptions)
      throws IOException {
    return start(List.of(), data, messages, comments, rounds, jvmOptions);
  }

  /** Starts the writer behind a command that ends by executing its arguments. */
  static Process start(
      List<String> before, Path data, int messages, int comments, int rounds, String... jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WriterProcess.class.getName());
    command.add(data.toString());
    for (int number : new int[] {messages, comments, rounds}) {
      command.add(Integer.toString(number));
    }
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
