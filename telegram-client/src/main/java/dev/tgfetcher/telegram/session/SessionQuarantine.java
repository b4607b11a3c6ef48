package dev.tgfetcher.telegram.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.tgfetcher.telegram.TdFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mark of a session that no worker takes. It is a file in the session's directory, so it moves
 * with the session and outlives the worker and Redis. A session that Telegram refused needs a
 * login. A session of a frozen account is checked again after a while, so the mark has an end.
 *
 * @param reason the refusal of Telegram
 * @param freeze the restriction of the account; null for a session that needs a login
 * @param checkAt the time from which a worker may take the session to check the account; null for a
 *     session that needs a login
 */
public record SessionQuarantine(
    String reason, Instant since, @Nullable AccountFreeze freeze, @Nullable Instant checkAt) {
  /** The time between two checks of a frozen account. */
  public static final Duration CHECK_INTERVAL = Duration.ofMinutes(5);

  private static final String FILE = "quarantine.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The kinds of quarantine. A switch expression over them without a default must name each. */
  public enum Kind {
    /** No worker takes the session until the next login, or until the mark is removed. */
    LOGIN_NEEDED,
    /** No worker takes the session until the next check. */
    ACCOUNT_FROZEN
  }

  public SessionQuarantine {
    if ((freeze == null) != (checkAt == null)) {
      throw new IllegalArgumentException("a frozen account, and no other, has a time of a check");
    }
  }

  /** The mark of a session that needs a login. */
  public SessionQuarantine(String reason, Instant since) {
    this(reason, since, null, null);
  }

  /** The mark of a session whose account is frozen, until the next check. */
  public static SessionQuarantine frozen(AccountFreeze freeze, Instant now) {
    return new SessionQuarantine(freeze.inWords(), now, freeze, now.plus(CHECK_INTERVAL));
  }

  public Kind kind() {
    return freeze == null ? Kind.LOGIN_NEEDED : Kind.ACCOUNT_FROZEN;
  }

  /** Whether the mark keeps workers from the session at a time. */
  public boolean isInForce(Instant now) {
    return checkAt == null || now.isBefore(checkAt);
  }

  /**
   * Reads the mark of a session's directory; empty when there is none.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Optional<SessionQuarantine> of(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return Optional.of(parse(JSON.readTree(Files.readString(file, UTF_8))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException | DateTimeParseException unclear) {
      return Optional.of(new SessionQuarantine(file + " cannot be understood", Instant.EPOCH));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static SessionQuarantine parse(JsonNode mark) {
    String reason = TdFields.string(mark, "reason");
    Instant since = Instant.parse(TdFields.string(mark, "since"));
    Instant checkAt = time(mark, "check_at");
    if (checkAt == null) {
      return new SessionQuarantine(reason, since);
    }
    AccountFreeze freeze =
        new AccountFreeze(
            time(mark, "frozen_since"),
            time(mark, "deletion"),
            TdFields.string(mark, "appeal_link"));
    return new SessionQuarantine(reason, since, freeze, checkAt);
  }

  private static @Nullable Instant time(JsonNode mark, String field) {
    String text = TdFields.stringOrNull(mark, field);
    return text == null ? null : Instant.parse(text);
  }

  /**
   * Writes the mark into a session's directory.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void mark(Path directory) {
    Path file = directory.resolve(FILE);
    Path temp = directory.resolve(FILE + ".tmp");
    try {
      Files.writeString(temp, toJson(), UTF_8);
      Files.move(temp, file, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String toJson() {
    ObjectNode json = JSON.createObjectNode().put("reason", reason).put("since", since.toString());
    if (freeze != null) {
      json.put("frozen_since", text(freeze.since())).put("deletion", text(freeze.deletion()));
      json.put("appeal_link", freeze.appealLink()).put("check_at", text(checkAt));
    }
    return json.toString();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
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
