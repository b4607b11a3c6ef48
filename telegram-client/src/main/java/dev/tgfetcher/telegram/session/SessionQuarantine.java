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
 * Marks a session that Telegram refused, so that no worker takes it until somebody has logged in
 * again, or removed the mark. It is a file in the session's directory: it goes where the session
 * goes, and stays when Redis or the worker does not.
 *
 * @param reason what Telegram said
 */
public record SessionQuarantine(String reason, Instant since) {
  private static final String FILE = "quarantine.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * The mark of a session's directory; empty when there is none.
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
   * Marks the session in this directory.
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
   * Removes the mark, if there is one.
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
