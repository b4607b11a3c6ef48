package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Appends days to the tables, each as a whole or not at all. Values are appended, so that no text
 * of a message is ever a part of a statement.
 */
final class DayLoader implements AutoCloseable {
  /** The check for duplicate keys costs a fifth of the time; archive verify makes it. */
  private static final ObjectReader MESSAGES =
      Json.MAPPER.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private static final String UNREADABLE = "its file is unreadable, cut off or of another day";

  private final StoredDays days;
  private final DuckDBConnection connection;
  private final MessageTable table;
  private final List<MessageColumn> columns;
  private final RowParser reader;
  private final DuckDBAppender messageRows;
  private final DuckDBAppender dayRows;

  /** The number of messages and comments of a loaded day. */
  record Loaded(int messages, int comments) {}

  /** A day that cannot be loaded. */
  static final class UnreadableDayException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableDayException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @param connection is closed with this loader
   */
  DayLoader(StoredDays days, DuckDBConnection connection, MessageTable table) throws SQLException {
    this.days = days;
    this.connection = connection;
    this.table = table;
    this.columns = List.copyOf(table.columns());
    this.reader = new RowParser(table.columns());
    this.messageRows = connection.createAppender(table.schema(), MessageTable.NAME);
    this.dayRows = connection.createAppender("days");
  }

  Loaded load(String chat, LocalDate date) throws UnreadableDayException, SQLException {
    try {
      ArchivedDay day =
          days.find(chat, date).orElseThrow(() -> new UnreadableDayException(UNREADABLE, null));
      return load(day);
    } catch (StorageException e) {
      throw new UnreadableDayException(String.valueOf(e.getMessage()), e);
    }
  }

  private Loaded load(ArchivedDay day) throws UnreadableDayException, SQLException {
    Rows rows = new Rows(new LoadedDay(day, new HashMap<>(), new HashMap<>()));
    try (JsonParser json = MESSAGES.createParser(days.open(day))) {
      json.nextToken();
      for (String name; (name = json.nextName()) != null; ) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY && name.equals("messages")) {
          reader.readAll(json, rows);
        } else if (token == JsonToken.START_OBJECT && name.equals("senders")) {
          readNames(json, rows.day.senders());
        } else if (token == JsonToken.START_OBJECT && name.equals("topics")) {
          readNames(json, rows.day.topics());
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      remove(day);
      throw new UnreadableDayException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      remove(day);
      throw new UnreadableDayException(String.valueOf(e.getMessage()), e);
    }
    append(day, rows);
    return new Loaded(rows.messages, rows.comments);
  }

  private static void readNames(JsonParser json, Map<String, String> names) {
    for (String id; (id = json.nextName()) != null; ) {
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        names.put(id, json.getString());
      } else {
        json.skipChildren();
      }
    }
  }

  /** Removes the rows of a day whose file turned out to be unreadable after some messages. */
  private void remove(ArchivedDay day) throws SQLException {
    messageRows.flush();
    try (PreparedStatement delete = connection.prepareStatement(table.deleteDay())) {
      delete.setString(1, day.chat());
      delete.setObject(2, day.date());
      delete.execute();
    }
  }

  private void append(ArchivedDay day, Rows rows) throws SQLException {
    ArchiveHeader header = day.header();
    dayRows.beginRow();
    dayRows.append(day.chat()).append(day.date());
    dayRows.append(header.sourceInfo().title()).append(header.sourceInfo().id());
    dayRows.append(header.sourceInfo().chatId());
    dayRows.append(header.sourceInfo().type().wireName());
    dayRows.append(header.complete()).append(header.incompleteReason());
    dayRows.append(header.commentsComplete()).append(header.revision());
    append(dayRows, header.fetchedAt());
    dayRows.append(header.readBy() == null ? null : header.readBy().wireName());
    dayRows.append(header.version()).append(rows.messages).append(rows.comments);
    dayRows.endRow();
  }

  private static void append(DuckDBAppender row, @Nullable Instant time) throws SQLException {
    if (time == null) {
      row.appendNull();
    } else {
      row.appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        dayRows;
        messageRows) {
      messageRows.flush();
      dayRows.flush();
    }
  }

  /** Appends the rows of one day, and counts them. */
  private final class Rows implements MessageRow.Sink {
    private final LoadedDay day;
    private int messages;
    private int comments;

    Rows(LoadedDay day) {
      this.day = day;
    }

    @Override
    public void add(MessageRow row) throws SQLException {
      if (row.commentOf == null) {
        messages++;
      } else {
        comments++;
      }
      messageRows.beginRow();
      for (MessageColumn column : columns) {
        column.append(messageRows, day, row);
      }
      messageRows.endRow();
    }
  }
}
