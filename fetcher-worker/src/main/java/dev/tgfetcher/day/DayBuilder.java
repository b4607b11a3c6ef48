package dev.tgfetcher.day;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.comment.ChannelPost;
import dev.tgfetcher.comment.CommentSink;
import dev.tgfetcher.comment.DayPosts;
import dev.tgfetcher.convert.NameLookup;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.TopicNames;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.RichBlocks;
import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects one day while it is read: its messages on disk, and the posts with comments. */
final class DayBuilder implements Closeable, CommentSink {
  private static final int PROGRESS_STEP = 1_000;

  private final long chatId;
  private final DaySpool spool;
  private final MessageReader messageReader;
  private final NameLookup names;
  private final TopicNames topics;
  private final DayPosts posts = new DayPosts();
  private final List<Long> partial = new ArrayList<>();
  private final List<Long> unknown = new ArrayList<>();
  private final Set<Long> namedSenders = new HashSet<>();
  private final Instant startedAt;

  /**
   * Creates an empty day.
   *
   * @param chatId of the day's file; messages of another chat name theirs
   */
  DayBuilder(
      long chatId,
      DaySpool spool,
      MessageReader messageReader,
      NameLookup names,
      TopicNames topics,
      Instant startedAt) {
    this.chatId = chatId;
    this.spool = spool;
    this.messageReader = messageReader;
    this.names = names;
    this.topics = topics;
    this.startedAt = startedAt;
  }

  LocalDate date() {
    return spool.date();
  }

  DayPosts posts() {
    return posts;
  }

  /** Adds the next older message. */
  void add(JsonNode message, DaySink sink) throws InterruptedException {
    ArchivedMessage read = messageReader.read(message);
    ArchivedMessage archived =
        HistoryOrder.isOf(message, chatId)
            ? read
            : read.withChatId(TdFields.number(message, "chat_id"));
    spool.addPage(List.of(archived));
    if (isPartial(archived)) {
      partial.add(archived.id());
    }
    if (isUnknown(archived)) {
      unknown.add(archived.id());
    }
    posts.add(ChannelPost.of(message));
    addSenderName(archived);
    addTopicName(message, archived);
    if (spool.messageCount() % PROGRESS_STEP == 0) {
      sink.onProgress(date(), spool.messageCount());
    }
  }

  @Override
  public void add(long postId, List<ArchivedMessage> newestFirst) throws InterruptedException {
    spool.addComments(postId, newestFirst);
    for (ArchivedMessage comment : newestFirst) {
      addSenderName(comment);
    }
  }

  /** Whether Telegram refused the rest of a rich message. */
  private static boolean isPartial(ArchivedMessage message) {
    RichBlocks rich = message.details().rich();
    return rich != null && Boolean.FALSE.equals(rich.details().get("is_full"));
  }

  /** Whether TDLib is older than the content: {@code messageUnsupported}. */
  private static boolean isUnknown(ArchivedMessage message) {
    return message.media() != null && message.media().type().equals("unsupported");
  }

  /** Ids of the messages of which only the beginning could be read. */
  List<Long> partial() {
    return partial;
  }

  /** Ids of the messages without their content. */
  List<Long> unknown() {
    return unknown;
  }

  private void addTopicName(JsonNode message, ArchivedMessage archived)
      throws InterruptedException {
    String name = topics.nameOf(message);
    if (name != null) {
      spool.addTopic(requireNonNull(archived.topicId()), name);
    }
  }

  private void addSenderName(ArchivedMessage message) throws InterruptedException {
    long sender = message.senderId();
    if (namedSenders.add(sender)) {
      String name = names.nameOf(sender);
      if (name != null) {
        spool.addSender(sender, name);
      }
    }
  }

  DayResult result(
      List<IncompleteReason> reasons,
      boolean commentsComplete,
      Instant commentsAsOf,
      ReadBy readBy,
      @Nullable IdRange idRange) {
    return new DayResult(
        date(), spool, reasons, commentsComplete, commentsAsOf, startedAt, readBy, idRange);
  }

  @Override
  public void close() {
    spool.close();
  }
}
