package dev.tgfetcher.cli.archive;

import static dev.tgfetcher.cli.archive.StoredDaysFixture.ADA;
import static dev.tgfetcher.cli.archive.StoredDaysFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.s3.S3Archive;
import dev.tgfetcher.archive.s3.S3TestStore;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subcommands on an archive in a bucket. */
class ArchiveInBucketTest {
  private static final LocalDate DATE = LocalDate.of(2025, 11, 7);
  private static final String DAY =
      """
      {"version":"1.0","timezone":"UTC",
       "source_info":{"id":"@harbour","title":"Harbour","url":"https://t.me/harbour","type":"channel"},
       "senders":{"7":"Ada"},
       "messages":[{"id":1,"date":"2025-11-07T10:00:00+00:00","text":"tide","sender_id":7,
         "reply_to_msg_id":null,"forward_from":null,"reactions":[],"comments":[]}]}
      """;

  @TempDir private Path directory;
  private final S3Proxy proxy = S3Proxy.to(S3Mock.shared().endpoint());
  private final S3TestStore archive = S3TestStore.create(proxy.endpoint());
  private CommandLineRunner shell;

  @BeforeEach
  void putDay() {
    archive.put("harbour/2025-11-07.json", DAY);
    shell =
        new CommandLineRunner(directory)
            .with("ARCHIVE_URL", archive.address())
            .with("ARCHIVE_S3_ENDPOINT", proxy.endpoint().toString())
            .with("ARCHIVE_S3_PATH_STYLE", "true");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void list_shows_the_days_of_the_bucket() {
    CommandLineRunner.Result result = shell.run("archive", "list", "--summary");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("harbour  2025-11-07  2025-11-07");
  }

  @Test
  void verify_reads_the_objects_and_names_their_places() {
    assertThat(shell.run("archive", "verify").out()).endsWith("1 files read, 0 findings\n");

    archive.put("harbour/2025-11-07.json", "{");

    CommandLineRunner.Result broken = shell.run("archive", "verify");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.out()).contains(archive.address() + "/harbour/2025-11-07.json: ");
  }

  @Test
  void query_reads_the_messages_of_all_days() {
    archive.put("harbour/2025-11-08.json", DAY.replace("2025-11-07", "2025-11-08"));

    CommandLineRunner.Result result =
        shell.run(
            "archive",
            "query",
            "SELECT sender_name, count(*) AS n FROM messages GROUP BY ALL",
            "--temp-dir",
            directory.toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            sender_name  n
            Ada          2
            """);
  }

  @Test
  void export_has_all_days_and_an_increment_those_written_since() throws Exception {
    assertThat(export("all").out()).contains("1 messages and 0 comments of 1 days are in all");
    assertThat(Files.readString(directory.resolve("all/messages.jsonl"))).contains("tide");
    Instant next = writtenAt(DATE).plusSeconds(1);
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              archive.put("harbour/2025-11-08.json", DAY.replace("2025-11-07", "2025-11-08"));
              return !writtenAt(DATE.plusDays(1)).isBefore(next);
            });

    CommandLineRunner.Result increment = export("new", "--since", next.toString());

    assertThat(increment.out()).contains("1 messages and 0 comments of 1 days are in new");
    assertThat(Files.readString(directory.resolve("new/messages.jsonl")))
        .contains("2025-11-08")
        .doesNotContain("2025-11-07");
  }

  private CommandLineRunner.Result export(String into, String... more) {
    List<String> all =
        new ArrayList<>(List.of("archive", "export", "--format", "jsonl", "--into", into));
    all.addAll(List.of(more));
    return shell.run(all.toArray(String[]::new));
  }

  private Instant writtenAt(LocalDate date) {
    try (S3Archive opened = archive.open(5, directory)) {
      return opened.store().writtenAt("harbour", date).orElseThrow();
    }
  }

  @Test
  void diff_compares_a_day_with_its_former_revision() throws Exception {
    StoredDaysFixture days = new StoredDaysFixture(directory.resolve("written"));
    String former = text(days, message(10, "2025-11-07T10:00:00Z", ADA, "low tide"));
    String newest = text(days, message(10, "2025-11-07T10:00:00Z", ADA, "high tide"));
    archive.put("harbour/.revisions/2025-11-07.r1.json", former);
    archive.put("harbour/2025-11-07.json", newest.replace("\"revision\":1,", "\"revision\":2,"));

    CommandLineRunner.Result result = shell.run("archive", "diff", "@harbour", "2025-11-07");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("text: \"low tide\" -> \"high tide\"")
        .endsWith("0 added, 1 edited, 0 deleted, 0 with other reactions or counts\n");
  }

  private static String text(StoredDaysFixture days, ArchivedMessage message) throws IOException {
    return Files.readString(days.add("harbour", DATE, message));
  }

  @Test
  void repair_builds_the_progress_in_the_bucket() {
    assertThat(shell.run("archive", "verify", "--repair").exitCode()).isZero();

    assertThat(archive.open(5, directory).progress().chats()).containsExactly("harbour");
  }

  @Test
  void a_bucket_that_is_away_is_one_line() {
    proxy.decide(request -> new Fate.Refuse(403, "AccessDenied"));

    CommandLineRunner.Result result = shell.run("archive", "list");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: Cannot list " + archive.address())
        .contains("403 AccessDenied")
        .hasLineCount(1);
  }

  @Test
  void doctor_names_a_missing_right_with_its_remedy() {
    assertThat(shell.run("doctor").out()).contains("passed  archive bucket ");
    proxy.decide(
        request ->
            request.method().equals("PUT") ? new Fate.Refuse(403, "AccessDenied") : Fate.PASS);

    assertThat(shell.run("doctor").out())
        .contains("failed  archive bucket ")
        .contains("give the user the right s3:PutObject on " + archive.address());
  }
}
