package dev.tgfetcher.archive.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects one day on disk, with a few bytes of memory for each message.
 *
 * <ol>
 *   <li>takes pages of messages, newest first as Telegram sends them: first those of the chat, then
 *       those of the basic group that was upgraded to it. It refuses a message out of order
 *   <li>takes comments of the chat's messages, and the names of the senders and of the topics
 *   <li>returns the day in ascending order, each comment inside its post
 * </ol>
 *
 * <p>Not thread-safe. After the first {@link #forEachPart} the spool accepts no messages, but the
 * day can be read again.
 */
public final class DaySpool implements Closeable {
  /** The end of each message in JSON. Comments are its last member, empty at first. */
  private static final byte[] CLOSING = "]}".getBytes(US_ASCII);

  private static final int NONE = -1;
  private static final int MESSAGE_BUFFER = 1 << 18;
  private static final int COMMENT_BUFFER = 1 << 15;

  private final LocalDate date;
  private final List<Path> files;
  private final Path scratch;

  /** Each message links to its oldest comment. */
  private final SpooledMessages messages;

  /** Each comment links to the next newer one of its post. */
  private final SpooledMessages comments;

  private final NavigableSet<Long> senders = new TreeSet<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, String> topics = new HashMap<>();
  private @Nullable Long chatId;

  /** The number of messages of the chat itself; those of its basic group follow. */
  private int ownMessages;

  private @Nullable Instant newest;
  private @Nullable Instant oldest;

  DaySpool(Path folder, LocalDate date, String nonce) {
    this.date = date;
    Path messageFile = folder.resolve(date + "." + nonce + ".messages");
    Path commentFile = folder.resolve(date + "." + nonce + ".comments");
    this.scratch = folder.resolve(date + "." + nonce + ".day");
    this.files = List.of(messageFile, commentFile, scratch);
    this.messages = new SpooledMessages(messageFile, MESSAGE_BUFFER);
    this.comments = new SpooledMessages(commentFile, COMMENT_BUFFER);
  }

  public LocalDate date() {
    return date;
  }

  /** A place on the local disk for the file of the day; it is removed with the spool. */
  public Path scratch() {
    return scratch;
  }

  /**
   * Adds the next older messages.
   *
   * @throws RefusedMessageException when a message is not older than the one before of its chat, is
   *     of another day, or has comments
   */
  public void addPage(List<ArchivedMessage> newestFirst) {
    newestFirst.forEach(this::addMessage);
  }

  private void addMessage(ArchivedMessage message) {
    Instant sent = message.date();
    refuseDisorder(message);
    if (!sent.atZone(ZoneOffset.UTC).toLocalDate().equals(date)) {
      throw new RefusedMessageException(message.id(), "of " + sent + " is not of " + date);
    }
    refuseComments(message);
    messages.add(message, NONE);
    chatId = message.chatId();
    ownMessages += chatId == null ? 1 : 0;
    senders.add(message.senderId());
    newest = newest == null ? sent : newest;
    oldest = sent;
  }

  private void refuseDisorder(ArchivedMessage message) {
    int before = messages.size() - 1;
    boolean isOfSameChat = Objects.equals(message.chatId(), chatId);
    if (before >= 0 && isOfSameChat && message.id() >= messages.id(before)) {
      throw new RefusedMessageException(message.id(), "came after " + messages.id(before));
    }
    if (!isOfSameChat && chatId != null) {
      throw new RefusedMessageException(
          message.id(), "of another chat came after the messages of the basic group " + chatId);
    }
  }

  /**
   * Adds the next older comments of a post. The post was added before; posts may take turns.
   *
   * @throws RefusedMessageException when the post is unknown, or a comment is not older than the
   *     comments of the post so far
   */
  public void addComments(long postId, List<ArchivedMessage> newestFirst) {
    int post = messages.indexOf(postId, ownMessages);
    if (post < 0) {
      throw new RefusedMessageException(postId, "has comments but is not of " + date);
    }
    newestFirst.forEach(comment -> addComment(post, comment));
  }

  private void addComment(int post, ArchivedMessage comment) {
    int newer = messages.link(post);
    if (newer != NONE && comment.id() >= comments.id(newer)) {
      throw new RefusedMessageException(
          comment.id(),
          "came after " + comments.id(newer) + " among the comments of " + messages.id(post));
    }
    refuseComments(comment);
    messages.setLink(post, comments.size());
    comments.add(comment, newer);
    senders.add(comment.senderId());
  }

  private static void refuseComments(ArchivedMessage message) {
    if (!message.comments().isEmpty()) {
      throw new RefusedMessageException(message.id(), "brings comments, which are added later");
    }
  }

  /** Adds the name of a sender. The name of a sender without messages is not archived. */
  public void addSender(long id, String name) {
    names.put(id, name);
  }

  /** Adds the name of a forum topic that messages of the day belong to. */
  public void addTopic(long id, String name) {
    topics.put(Long.toString(id), name);
  }

  /** The names of the topics by id, as far as they are known. */
  public Map<String, String> topics() {
    return Map.copyOf(topics);
  }

  public int messageCount() {
    return messages.size();
  }

  public Optional<Instant> firstMessageTs() {
    return Optional.ofNullable(oldest);
  }

  public Optional<Instant> lastMessageTs() {
    return Optional.ofNullable(newest);
  }

  /** The id of the day's newest message. */
  public OptionalLong lastMessageId() {
    return messages.size() == 0 ? OptionalLong.empty() : OptionalLong.of(messages.id(0));
  }

  /** The names of all senders by id. A sender without a name has its id as name. */
  public Map<String, String> senders() {
    Map<String, String> named = new HashMap<>();
    senders.forEach(id -> named.put(id.toString(), names.getOrDefault(id, id.toString())));
    return named;
  }

  /**
   * Sends the elements of the day's JSON array of messages to the sink, in ascending order. A part
   * ends at each comma between messages or comments, so a post is never in memory with all
   * comments.
   */
  public void forEachPart(PartSink sink) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int message = messages.size() - 1; message >= 0; message--) {
      messages.copy(message, CLOSING.length, part);
      int comment = messages.link(message);
      while (comment != NONE) {
        comments.copy(comment, 0, part);
        comment = comments.link(comment);
        if (comment != NONE) {
          flush(part, sink);
        }
      }
      part.writeBytes(CLOSING);
      flush(part, sink);
    }
  }

  private static void flush(ByteArrayOutputStream part, PartSink sink) throws IOException {
    sink.accept(part.toByteArray());
    part.reset();
  }

  /** Removes the files of the spool. */
  @Override
  public void close() {
    try (messages;
        comments) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new StorageException("remove", files.get(0), e);
    }
  }

  /** Takes the JSON between two commas. */
  public interface PartSink {
    void accept(byte[] json) throws IOException;
  }
}
