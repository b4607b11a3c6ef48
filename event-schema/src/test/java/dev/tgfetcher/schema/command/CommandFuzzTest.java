package dev.tgfetcher.schema.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Parses payloads of careless and hostile senders, with a fixed seed. */
class CommandFuzzTest {
  private static final long SEED = 20251107;
  private static final Path DATA = Path.of("data").toAbsolutePath();

  private final PayloadGenerator payloads = new PayloadGenerator(new SplittableRandom(SEED));

  @Test
  void any_payload_is_a_safe_command_or_a_dead_letter() {
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = payloads.next();
      ParsedCommand parsed = CommandParser.parse(payload);
      if (parsed instanceof ParsedCommand.Valid command) {
        valid++;
        checkValid(command.command());
      } else {
        checkInvalid((ParsedCommand.Invalid) parsed, new String(payload, UTF_8));
      }
    }
    assertThat(valid).isBetween(4_000, 10_000);
  }

  @Test
  void the_schema_refuses_what_the_parser_refuses() {
    for (int i = 0; i < 2_000; i++) {
      byte[] payload = payloads.next();
      String text = new String(payload, UTF_8);
      if (!(CommandParser.parse(payload) instanceof ParsedCommand.Invalid invalid)) {
        assertThat(JsonSchemas.FETCH_COMMAND.problems(text)).as(text).isEmpty();
      } else if (!isBeyondSchemas(invalid)) {
        assertThat(JsonSchemas.FETCH_COMMAND.problems(text)).as(text).isNotEmpty();
      }
    }
  }

  private static void checkValid(FetchCommand command) {
    assertThat(command.chat().folder())
        .matches("[A-Za-z0-9_-][A-Za-z0-9_]*")
        .doesNotMatch("(?i)(con|prn|aux|nul|com.|lpt.)");
    assertThat(DATA.resolve(command.chat().folder()).normalize().getParent()).isEqualTo(DATA);
    assertThat(CommandParser.parse(command.toJson())).isEqualTo(new ParsedCommand.Valid(command));
  }

  private static void checkInvalid(ParsedCommand.Invalid invalid, String payload) {
    String message = invalid.message();
    assertThat(message).as(payload).hasSizeLessThan(500).doesNotContainPattern("\\p{Cc}|\\p{Cf}");
    String trace = invalid.correlationId();
    DeadLetter letter =
        DeadLetter.of(
            payload,
            Instant.EPOCH,
            message,
            ErrorType.INVALID_COMMAND,
            0,
            0,
            "worker",
            invalid.commandId(),
            trace,
            Instant.EPOCH,
            List.of());
    assertThat(DeadLetter.parse(letter.toJson())).isEqualTo(letter);
  }

  /** A schema cannot restrict the payload's text, its depth, or the order of two fields. */
  private static boolean isBeyondSchemas(ParsedCommand.Invalid invalid) {
    return invalid.field().equals("payload")
        || Set.of("is nested deeper than 8", "has half a surrogate pair", "is later than to")
            .contains(invalid.problem());
  }
}
