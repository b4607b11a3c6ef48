package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.schema.archive.ArchiveHeader;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The columns of the table {@code messages}, in their order there. */
enum MessageColumn {
  CHAT((out, day, row) -> out.append(day.day().chat())),
  DAY((out, day, row) -> out.append(day.day().date())),
  CHAT_ID(MessageMember.CHAT_ID, (out, day, row) -> out.append(chatId(row, day.day().header()))),
  MESSAGE_ID(MessageMember.ID, (out, day, row) -> out.append(row.id)),
  COMMENT_OF((out, day, row) -> out.append(row.commentOf)),
  DATE(MessageMember.DATE, (out, day, row) -> append(out, row.date)),
  SENDER_ID(MessageMember.SENDER_ID, (out, day, row) -> out.append(row.senderId)),
  SENDER_NAME(MessageMember.SENDER_ID, (out, day, row) -> out.append(day.sender(row.senderId))),
  TEXT(MessageMember.TEXT, (out, day, row) -> out.append(row.text)),
  REPLY_TO_MSG_ID(MessageMember.REPLY_TO_MSG_ID, (out, day, row) -> out.append(row.replyToMsgId)),
  FORWARD_FROM(MessageMember.FORWARD_FROM, (out, day, row) -> out.append(row.forwardFrom)),
  TOPIC_ID(MessageMember.TOPIC_ID, (out, day, row) -> out.append(row.topicId)),
  TOPIC(MessageMember.TOPIC_ID, (out, day, row) -> out.append(day.topic(row.topicId))),
  EDIT_DATE(MessageMember.EDIT_DATE, (out, day, row) -> append(out, row.editDate)),
  VIEWS(MessageMember.VIEWS, (out, day, row) -> out.append(row.views)),
  FORWARDS(MessageMember.FORWARDS, (out, day, row) -> out.append(row.forwards)),
  REPLY_COUNT(MessageMember.REPLY_COUNT, (out, day, row) -> out.append(row.replyCount)),
  REACTION_COUNT(MessageMember.REACTIONS, (out, day, row) -> out.append(row.reactionCount)),
  ALBUM_ID(MessageMember.ALBUM_ID, (out, day, row) -> out.append(row.albumId)),
  AUTHOR_SIGNATURE(
      MessageMember.AUTHOR_SIGNATURE, (out, day, row) -> out.append(row.authorSignature)),
  VIA_BOT_ID(MessageMember.VIA_BOT_ID, (out, day, row) -> out.append(row.viaBotId)),
  IS_PINNED(MessageMember.IS_PINNED, (out, day, row) -> out.append(row.isPinned)),
  MEDIA_TYPE(MessageMember.MEDIA, (out, day, row) -> out.append(row.mediaType)),
  MEDIA_FILE_NAME(MessageMember.MEDIA, (out, day, row) -> out.append(row.mediaFileName)),
  MEDIA_MIME_TYPE(MessageMember.MEDIA, (out, day, row) -> out.append(row.mediaMimeType)),
  MEDIA_SIZE(MessageMember.MEDIA, (out, day, row) -> out.append(row.mediaSize)),
  SERVICE_TYPE(MessageMember.SERVICE, (out, day, row) -> out.append(row.serviceType)),
  REACTIONS(MessageMember.REACTIONS, (out, day, row) -> out.append(row.reactions)),
  ENTITIES(MessageMember.ENTITIES, (out, day, row) -> out.append(row.entities));

  /** The columns that each load has: they tell the rows of one day from the others. */
  static final Set<MessageColumn> KEY = Set.of(CHAT, DAY);

  private final @Nullable MessageMember member;

  /** Without state, as each is a lambda above. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Value value;

  /** Appends a row's value of one column. */
  @FunctionalInterface
  private interface Value {
    void append(DuckDBAppender out, LoadedDay day, MessageRow row) throws SQLException;
  }

  MessageColumn(Value value) {
    this(null, value);
  }

  /**
   * @param member of a message in JSON, from which the value comes
   */
  MessageColumn(@Nullable MessageMember member, Value value) {
    this.member = member;
    this.value = value;
  }

  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  void append(DuckDBAppender out, LoadedDay day, MessageRow row) throws SQLException {
    value.append(out, day, row);
  }

  /** Empty for a name that is no column. */
  static Optional<MessageColumn> of(String sqlName) {
    return Arrays.stream(values()).filter(column -> column.sqlName().equals(sqlName)).findFirst();
  }

  /** The members of a message that the columns need. */
  static Set<MessageMember> members(Set<MessageColumn> columns) {
    Set<MessageMember> members = EnumSet.noneOf(MessageMember.class);
    for (MessageColumn column : columns) {
      if (column.member != null) {
        members.add(column.member);
      }
    }
    return members;
  }

  private static void append(DuckDBAppender out, @Nullable Instant time) throws SQLException {
    if (time == null) {
      out.appendNull();
    } else {
      out.appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
  }

  private static @Nullable Long chatId(MessageRow row, ArchiveHeader header) {
    if (row.chatId != null) {
      return row.chatId;
    }
    return row.commentOf == null
        ? header.sourceInfo().chatId()
        : header.sourceInfo().linkedChatId();
  }
}
