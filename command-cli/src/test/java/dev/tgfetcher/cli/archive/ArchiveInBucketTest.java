package dev.tgfetcher.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.s3.S3TestStore;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subcommands on an archive in a bucket. */
class ArchiveInBucketTest {
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
