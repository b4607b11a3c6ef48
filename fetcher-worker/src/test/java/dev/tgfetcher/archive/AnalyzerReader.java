package dev.tgfetcher.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file as an analyzer does that knows only the fields of version 1.0. */
public final class AnalyzerReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AnalyzerReader() {}

  public record Day(
      String version, Source source_info, Map<String, String> senders, List<Message> messages) {}

  public record Source(String id, String title, String url, String type) {}

  public record Message(
      int id,
      String date,
      String text,
      long sender_id,
      Integer reply_to_msg_id,
      String forward_from,
      List<Reaction> reactions,
      List<Message> comments) {}

  public record Reaction(String emoji, int count, List<Long> users) {}

  /** Reads a file; a member of another type is an error. */
  public static Day read(Path file) {
    try {
      return read(Files.newInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads and closes a file; a member of another type is an error. */
  public static Day read(InputStream file) {
    return MAPPER.readValue(file, Day.class);
  }
}
