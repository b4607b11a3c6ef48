package dev.tgfetcher.cli.audit;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** A Redis that refuses entries of the audit. */
class AuditUnwrittenTest {

  @TempDir private Path directory;
  private RedisServerProcess server;
  private RedisConnection redis;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up() {
    server = RedisServerProcess.start(directory);
    redis = RedisConnection.open(RedisAddress.parse(server.url()), 0);
    shell = new CommandLineRunner(directory).with("REDIS_URL", server.url());
    letters()
        .add(
            DeadLetterFixture.letter(
                    DeadLetterFixture.payload("@ru_python"), ErrorType.NETWORK, Instant.EPOCH)
                .toJson());
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private RList<String> letters() {
    return redis.commands().getList(RedisKeys.DEFAULT.failed(), StringCodec.INSTANCE);
  }

  private void spoilTheAudit() {
    redis.commands().getBucket(RedisKeys.DEFAULT.audit(), StringCodec.INSTANCE).set("no stream");
  }

  @Test
  void nothing_is_changed_when_its_start_cannot_be_recorded() {
    spoilTheAudit();

    CommandLineRunner.Result result = shell.run("dlq", "purge", "--all", "--yes", "--no-backup");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("error: ", "WRONGTYPE");
    assertThat(letters()).hasSize(1);
  }

  @Test
  void an_end_that_cannot_be_recorded_is_reported_on_standard_error() throws Exception {
    Path file = pipe();
    String line = letters().get(0).replace("@ru_python", "@durov");
    CompletableFuture<CommandLineRunner.Result> run =
        CompletableFuture.supplyAsync(() -> shell.run("dlq", "import", file.toString()));
    try (Writer pipe = Files.newBufferedWriter(file)) {
      // The pipe has a reader: the change has begun.
      spoilTheAudit();
      pipe.write(line + "\n");
    }

    CommandLineRunner.Result result = run.get(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).startsWith("1 added");
    assertThat(result.err())
        .contains(
            "error: the audit has the start of 'dlq import' but not its end: 1 changed, result 'done'");
    assertThat(letters()).hasSize(2);
  }

  @Test
  void a_redis_that_is_gone_when_the_change_ends_has_its_own_exit_code() throws Exception {
    Path file = pipe();
    CompletableFuture<CommandLineRunner.Result> run =
        CompletableFuture.supplyAsync(() -> shell.run("dlq", "import", file.toString()));
    try (Writer pipe = Files.newBufferedWriter(file)) {
      server.close();
      pipe.flush();
    }

    CommandLineRunner.Result result = run.get(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("the audit has the start of 'dlq import' but not its end");
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("letters.pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
