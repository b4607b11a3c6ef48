package dev.tgfetcher.cli.archive.sql;

import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message or comment, as far as its columns are loaded. */
final class MessageRow {
  static final String NO_ELEMENTS = "[]";

  final @Nullable Long commentOf;
  @Nullable Long id;
  @Nullable Long chatId;
  @Nullable Instant date;
  @Nullable Long senderId;
  @Nullable String text;
  @Nullable Long replyToMsgId;
  @Nullable String forwardFrom;
  @Nullable Long topicId;
  @Nullable Instant editDate;
  @Nullable Integer views;
  @Nullable Integer forwards;
  @Nullable Integer replyCount;
  @Nullable String albumId;
  @Nullable String authorSignature;
  @Nullable Long viaBotId;
  boolean isPinned;
  @Nullable String mediaType;
  @Nullable String mediaFileName;
  @Nullable String mediaMimeType;
  @Nullable Long mediaSize;
  @Nullable String serviceType;
  long reactionCount;
  String reactions = NO_ELEMENTS;
  String entities = NO_ELEMENTS;

  /** Receives each row as soon as it is whole. */
  interface Sink {
    void add(MessageRow row) throws SQLException;
  }

  MessageRow(@Nullable Long commentOf) {
    this.commentOf = commentOf;
  }
}
