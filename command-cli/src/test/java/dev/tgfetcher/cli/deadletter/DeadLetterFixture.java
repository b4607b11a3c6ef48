package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.redisson.api.RList;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** The dead letters of a test, and its operator. */
public final class DeadLetterFixture {
  /** An hour ago, in whole seconds, so that no test waits for a letter to age. */
  public final Instant death =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

  private final TestRedis redis;

  public DeadLetterFixture(TestRedis redis) {
    this.redis = redis;
  }

  /** A unique name in the audit. */
  public String person() {
    return "ada-" + redis.keys().queue();
  }

  public CommandLineRunner shell(Path directory) {
    return new CommandLineRunner(directory).at(redis);
  }

  /** A command without ids, as an older scheduler pushes it. */
  public static String payload(String chat) {
    return "{\"command\": \"fetch\", \"chat\": \"%s\", \"mode\": \"yesterday\", \"requested_by\": \"scheduler\"}"
        .formatted(chat);
  }

  public static DeadLetter letter(String payload, ErrorType type, Instant failedAt) {
    return DeadLetter.of(
        payload,
        failedAt,
        "it went wrong",
        type,
        1,
        0,
        "host-2-bb",
        "command-of-" + Payload.of(payload).sha256().substring(0, 6),
        "correlation-of-" + Payload.of(payload).sha256().substring(0, 6),
        failedAt.minusSeconds(10),
        List.of(
            new FailedAttempt(
                1, failedAt.minusSeconds(9), ErrorType.NETWORK, "cut off", "host-1-aa")));
  }

  /** A letter of a chat, an hour old; returns its id. */
  public String put(String chat, ErrorType type) {
    return put(letter(payload(chat), type, death));
  }

  public String put(DeadLetter letter) {
    return putElement(letter.toJson());
  }

  public String putElement(String element) {
    failed().add(element);
    return Payload.of(element).sha256().substring(0, 12);
  }

  void putBytes(byte[] element) {
    RList<byte[]> list =
        redis.connection().commands().getList(redis.keys().failed(), ByteArrayCodec.INSTANCE);
    list.add(element);
  }

  /** The elements, the oldest first. */
  public List<String> elements() {
    return failed().readAll();
  }

  /** The pending commands, the next one first. */
  public List<String> pending() {
    return redis
        .connection()
        .commands()
        .<String>getList(redis.keys().pending(), StringCodec.INSTANCE)
        .readAll();
  }

  private RList<String> failed() {
    return redis.connection().commands().getList(redis.keys().failed(), StringCodec.INSTANCE);
  }
}
