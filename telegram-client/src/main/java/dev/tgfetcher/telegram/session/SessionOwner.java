package dev.tgfetcher.telegram.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The account of a session. The login writes it into the session's directory, so that a reader
 * needs no request to Telegram.
 *
 * @param userId of the account
 * @param phone the phone number, with most digits hidden; empty when unknown
 */
public record SessionOwner(long userId, String phone) {
  private static final String FILE = "account.json";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SHOWN_FIRST = 2;
  private static final int SHOWN_LAST = 3;

  /** Reads the answer to {@code getMe}. */
  public static SessionOwner of(JsonNode me) {
    return new SessionOwner(me.path("id").asLong(), masked(me.path("phone_number").asString("")));
  }

  /** Reads the owner from a session's directory; empty when it is not written there. */
  public static Optional<SessionOwner> of(Path directory) {
    try {
      JsonNode json = JSON.readTree(Files.readString(directory.resolve(FILE), UTF_8));
      return Optional.of(
          new SessionOwner(json.path("user_id").asLong(), json.path("phone").asString("")));
    } catch (NoSuchFileException | JacksonException unknown) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory.resolve(FILE), e);
    }
  }

  /** Hides most digits of a phone number: {@code +99***567}. */
  public static String masked(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    return digits.length() <= SHOWN_FIRST + SHOWN_LAST
        ? ""
        : "+"
            + digits.substring(0, SHOWN_FIRST)
            + "***"
            + digits.substring(digits.length() - SHOWN_LAST);
  }

  /** Returns the masked phone number, or the user id if the number is unknown. */
  public String inWords() {
    return phone.isEmpty() ? "account " + userId : phone;
  }

  public void write(Path directory) {
    String json = JSON.createObjectNode().put("user_id", userId).put("phone", phone).toString();
    try {
      Files.writeString(directory.resolve(FILE), json, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.resolve(FILE), e);
    }
  }
}
