package dev.tgfetcher.schema.archive;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an archive file of version 1.0, 1.1 or 1.2.
 *
 * <ol>
 *   <li>Opening a file reads the header.
 *   <li>The iterator reads one message at a time. Only files of version 1.0, which are small, are
 *       read as a whole.
 *   <li>The digest that the file records is known after the last message.
 * </ol>
 *
 * <p>A malformed file ends in a {@link tools.jackson.core.JacksonException} with the position.
 */
public final class ArchiveReader implements Iterator<ArchivedMessage>, AutoCloseable {
  private static final ObjectReader MESSAGES_OF_ARRAY =
      Json.MAPPER
          .readerFor(ArchivedMessage.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonParser json;
  private final ArchiveHeader header;
  private final Iterator<ArchivedMessage> messages;
  private @Nullable String contentSha256;

  private ArchiveReader(JsonParser json, @Nullable LocalDate dateOfName) {
    this.json = json;
    ObjectNode members = membersUntilMessages();
    String version = members.path("version").asString("");
    if (version.equals(ArchiveHeader.OLDEST_VERSION)) {
      this.messages = restOfOldest(members).iterator();
      this.header = header(ArchiveUpgrade.header(members, dateOfName));
    } else if (version.matches("1\\.[1-9][0-9]*")) {
      this.messages = new Streamed();
      this.header = header(members);
    } else {
      throw new StreamReadException(json, "not an archive file of version 1: '" + version + "'");
    }
  }

  /** Opens {@code <chat>/<date>.json}. */
  public static ArchiveReader open(Path file) throws IOException {
    return open(Files.newInputStream(file), dateOfName(file));
  }

  public static ArchiveReader open(InputStream file) {
    return open(file, null);
  }

  /**
   * Opens a day's file.
   *
   * @param dateOfName the date in the file's name, for a file of version 1.0 that names none
   */
  public static ArchiveReader open(InputStream file, @Nullable LocalDate dateOfName) {
    JsonParser json = Json.MAPPER.createParser(file);
    try {
      return new ArchiveReader(json, dateOfName);
    } catch (RuntimeException e) {
      json.close();
      throw e;
    }
  }

  /** Reads a whole file into memory. */
  public static ArchiveFile read(Path file) throws IOException {
    return read(open(file));
  }

  /** Reads a whole file of a day into memory. */
  public static ArchiveFile read(InputStream file, LocalDate dateOfName) {
    return read(open(file, dateOfName));
  }

  private static ArchiveFile read(ArchiveReader opened) {
    try (ArchiveReader reader = opened) {
      List<ArchivedMessage> messages = new ArrayList<>();
      reader.forEachRemaining(messages::add);
      return new ArchiveFile(reader.header(), messages, reader.contentSha256());
    }
  }

  public ArchiveHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return messages.hasNext();
  }

  @Override
  public ArchivedMessage next() {
    return messages.next();
  }

  /** The digest that the file records; null before the last message and in version 1.0. */
  public @Nullable String contentSha256() {
    return contentSha256;
  }

  @Override
  public void close() {
    json.close();
  }

  private static @Nullable LocalDate dateOfName(Path file) {
    String name = requireNonNull(file.getFileName()).toString();
    try {
      return LocalDate.parse(name.substring(0, Math.min(10, name.length())));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private ObjectNode membersUntilMessages() {
    ObjectNode members = Json.MAPPER.createObjectNode();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new StreamReadException(json, "an archive file is a JSON object");
    }
    for (String name; (name = json.nextName()) != null; ) {
      if (json.nextToken() == JsonToken.START_ARRAY && name.equals("messages")) {
        return members;
      }
      members.set(name, json.<JsonNode>readValueAsTree());
    }
    throw new StreamReadException(json, "an archive file has messages");
  }

  private List<ArchivedMessage> restOfOldest(ObjectNode members) {
    List<ArchivedMessage> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      ObjectNode message = json.readValueAs(ObjectNode.class);
      all.add(Json.MAPPER.treeToValue(ArchiveUpgrade.message(message), ArchivedMessage.class));
    }
    for (String name; (name = json.nextName()) != null; ) {
      json.nextToken();
      members.set(name, json.<JsonNode>readValueAsTree());
    }
    return all;
  }

  private static ArchiveHeader header(ObjectNode members) {
    return Json.MAPPER.treeToValue(members, ArchiveHeader.class);
  }

  /** Reads the messages of a large file, always one ahead, to know the end. */
  private final class Streamed implements Iterator<ArchivedMessage> {
    private @Nullable ArchivedMessage ahead = readOne();

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public ArchivedMessage next() {
      ArchivedMessage message = ahead;
      if (message == null) {
        throw new NoSuchElementException("no message after the last");
      }
      ahead = readOne();
      return message;
    }

    private @Nullable ArchivedMessage readOne() {
      if (json.nextToken() != JsonToken.END_ARRAY) {
        return MESSAGES_OF_ARRAY.readValue(json);
      }
      for (String name; (name = json.nextName()) != null; ) {
        json.nextToken();
        if (name.equals("content_sha256")) {
          contentSha256 = json.getValueAsString();
        }
        json.skipChildren();
      }
      return null;
    }
  }
}
