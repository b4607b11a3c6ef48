package dev.tgfetcher.schema.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Generates payloads of careless and hostile senders. Equal seeds give equal payloads. */
final class PayloadGenerator {
  private static final List<String> FIELDS =
      List.of(
          "command",
          "chat",
          "mode",
          "date",
          "days",
          "days_back",
          "from",
          "to",
          "strategy",
          "force",
          "limit",
          "command_id",
          "correlation_id",
          "requested_by",
          "timestamp",
          "x",
          "../x");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "3",
          "365",
          "366",
          "3.5",
          "1e400",
          "-0",
          "99999999999999999999",
          "-1001234567890",
          "\"\"",
          "\"fetch\"",
          "\"@ru_python\"",
          "\"t.me/abcd\"",
          "\"https://t.me/Abcd_1\"",
          "\"-100123\"",
          "\"http://www.T.me/abcd/12?single\"",
          "\"Abcd.t.me\"",
          "\"t.me/s/abcd/\"",
          "\"t.me/c/1234567890/5\"",
          "\"t.me/addlist\"",
          "\"t.me/joinchat/abc\"",
          "\"t.me/+abcdef\"",
          "\"tg://resolve?domain=abcd&post=5\"",
          "\" ME \"",
          "\"channel_700\"",
          "\"1003456789012\"",
          "\"3456789012345\"",
          "3456789012345",
          "\"auto\"",
          "\"@../../x\"",
          "\"COM1\"",
          "\"@a\\u0000bcd\"",
          "\"\\ud800\"",
          "\"\\u202e\"",
          "\"@раураl\"",
          "\"2025-11-07\"",
          "\"2025-02-29\"",
          "\"2024-02-29\"",
          "\"2025-11-07\\n\"",
          "\"0000-00-00\"",
          "\"date\"",
          "\"days\"",
          "\"range\"",
          "\"yesterday\"",
          "\"full\"",
          "\"incremental\"",
          "\"batch\"",
          "\"per_day\"",
          "\"recent\"",
          "\"sequential\"",
          "\"3\"",
          "\"id-1\"",
          "[]",
          "{}",
          "[[[[[[[[[[]]]]]]]]]]",
          "{\"a\":{\"b\":[1,\"c\"]}}");

  private final RandomGenerator random;

  PayloadGenerator(RandomGenerator random) {
    this.random = random;
  }

  byte[] next() {
    return switch (random.nextInt(5)) {
      case 0 -> mutated(validCommand().getBytes(UTF_8));
      case 1 -> validCommand().getBytes(UTF_8);
      case 2, 3 -> objectOfFields().getBytes(UTF_8);
      default -> randomBytes();
    };
  }

  private String validCommand() {
    String chat = pick(List.of("@ru_python", "abcd", "https://t.me/News_24", "-1001234567890"));
    String mode =
        pick(
            List.of(
                "\"date\":\"2025-11-07\"",
                "\"mode\":\"days\",\"days\":7",
                "\"days_back\":2",
                "\"mode\":\"range\",\"from\":\"2025-01-01\",\"to\":\"2025-01-31\"",
                "\"mode\":\"yesterday\"",
                "\"mode\":\"full\",\"limit\":100,\"force\":true"));
    return "{\"command\":\"fetch\",\"chat\":\"" + chat + "\"," + mode + "}";
  }

  /** Begins like a command, so the parser reaches the rest. */
  private String objectOfFields() {
    StringBuilder json = new StringBuilder("{\"command\":\"fetch\",\"chat\":");
    json.append(random.nextBoolean() ? "\"@ru_python\"" : pick(VALUES));
    for (int i = random.nextInt(6); i > 0; i--) {
      json.append(",\"").append(pick(FIELDS)).append("\":").append(pick(VALUES));
    }
    return json.append('}').toString();
  }

  private byte[] mutated(byte[] bytes) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
