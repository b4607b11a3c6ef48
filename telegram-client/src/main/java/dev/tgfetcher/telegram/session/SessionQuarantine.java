package dev.tgfetcher.telegram.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mark of a session that Telegram refused. No worker takes the session until the next login, or
 * until the mark is removed. It is a file in the session's directory, so it moves with the session
 * and outlives the worker and Redis.
 *
 * @param reason the refusal of Telegram
 */
public record SessionQuarantine(String reason, Instant since) {
  private static final String FILE = "quarantine.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Reads the mark of a session's directory; empty when there is none.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Optional<SessionQuarantine> of(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      JsonNode mark = JSON.readTree(Files.readString(file, UTF_8));
      return Optional.of(
          new SessionQuarantine(
              mark.path("reason").asString(""), Instant.parse(mark.path("since").asString(""))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException | DateTimeParseException unclear) {
      return Optional.of(new SessionQuarantine(file + " cannot be understood", Instant.EPOCH));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Writes the mark into a session's directory.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void mark(Path directory) {
    Path file = directory.resolve(FILE);
    Path temp = directory.resolve(FILE + ".tmp");
    String json =
        JSON.createObjectNode().put("reason", reason).put("since", since.toString()).toString();
    try {
      Files.writeString(temp, json, UTF_8);
      Files.move(temp, file, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Removes the mark of a session's directory, if there is one.
   *
   * @throws UncheckedIOException when it cannot be removed
   */
  public static void lift(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory.resolve(FILE), e);
    }
  }
}
