package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a message. Only the date is required; the chat assigns the id. */
public final class MessageBuilder {
  private int id;
  private @Nullable Instant date;
  private @Nullable Peer sender;
  private String text = "";
  private final List<Entity> entities = new ArrayList<>();
  private int replyTo;
  private int threadId;
  private boolean inTopic;
  private @Nullable ForwardHeader forward;
  private @Nullable MessageMedia media;
  private final List<ReactionCount> reactions = new ArrayList<>();
  private int views;
  private int forwards;
  private @Nullable Instant editDate;
  private @Nullable String signature;
  private long viaBot;
  private long albumId;
  private boolean pinned;
  private @Nullable MessageAction action;
  private MessageExtras extras = MessageExtras.NONE;
  private final List<List<InlineButton>> buttons = new ArrayList<>();

  MessageBuilder() {}

  MessageBuilder(Message message) {
    id = message.id();
    date = message.date();
    sender = message.sender();
    text = message.text();
    entities.addAll(message.entities());
    replyTo = message.replyTo();
    threadId = message.threadId();
    inTopic = message.inTopic();
    forward = message.forward();
    media = message.media();
    reactions.addAll(message.reactions());
    views = message.views();
    forwards = message.forwards();
    editDate = message.editDate();
    signature = message.signature();
    viaBot = message.viaBot();
    albumId = message.albumId();
    pinned = message.pinned();
    action = message.action();
    extras = message.extras();
  }

  /** Sets an id above all others in the chat. The default is the next id. */
  public MessageBuilder id(int value) {
    id = value;
    return this;
  }

  public MessageBuilder at(Instant value) {
    date = value;
    return this;
  }

  /** Sets the date, in ISO 8601 with a zone: {@code 2025-11-07T10:00:00Z}. */
  public MessageBuilder at(String value) {
    return at(Instant.parse(value));
  }

  public MessageBuilder from(User user) {
    return from(user.peer());
  }

  /** Sets a chat as the sender: an anonymous admin, or a channel. */
  public MessageBuilder from(Chat chat) {
    return from(chat.peer());
  }

  public MessageBuilder from(Peer peer) {
    sender = peer;
    return this;
  }

  public MessageBuilder text(String value) {
    text = value;
    return this;
  }

  public MessageBuilder entity(Entity entity) {
    entities.add(entity);
    return this;
  }

  public MessageBuilder withoutEntities() {
    entities.clear();
    return this;
  }

  public MessageBuilder replyTo(int messageId) {
    replyTo = messageId;
    return this;
  }

  /** Replies to a message of another chat. */
  public MessageBuilder replyTo(Chat other, int messageId) {
    extras = extras.withReply("reply_to_peer_id", other.peer().tl()).naming(other.peer());
    return replyTo(messageId);
  }

  /** Replies to a message of which only the origin is known, such as one of a private chat. */
  public MessageBuilder replyTo(ForwardHeader origin, @Nullable MessageMedia content) {
    extras = extras.withReply("reply_from", origin.tl());
    if (content != null) {
      extras = extras.withReply("reply_media", content.tl());
    }
    if (origin.from() != null) {
      extras = extras.naming(origin.from());
    }
    return this;
  }

  /**
   * Quotes a part of the message to which this one replies.
   *
   * @param isManual false if Telegram chose the part, not the writer
   */
  public MessageBuilder quote(String part, int offset, boolean isManual) {
    extras =
        extras
            .withReply("quote_text", part)
            .withReply("quote_offset", offset)
            .withReply("quote", isManual);
    return this;
  }

  /** Adds a row of buttons. */
  public MessageBuilder buttons(InlineButton... row) {
    buttons.add(List.of(row));
    extras = extras.with("reply_markup", InlineButton.markup(buttons));
    return this;
  }

  /** Adds the note of fact checkers in a country, such as {@code DE}. */
  public MessageBuilder factCheck(String country, String note) {
    TlSchema schema = TlSchema.telegram();
    TlObject text = schema.make("textWithEntities").set("text", note).set("entities", List.of());
    extras =
        extras.with(
            "factcheck",
            schema.make("factCheck").set("country", country).set("text", text).set("hash", 1L));
    return this;
  }

  /** Restricts the message on a platform; {@code all} means everywhere. */
  public MessageBuilder restricted(String platform, String reason, String explanation) {
    TlObject restriction =
        TlSchema.telegram()
            .make("restrictionReason")
            .set("platform", platform)
            .set("reason", reason)
            .set("text", explanation);
    extras = extras.with("restriction_reason", List.of(restriction));
    return this;
  }

  /** The stars that the sender paid for sending the message. */
  public MessageBuilder paidStars(long stars) {
    extras = extras.with("paid_message_stars", stars);
    return this;
  }

  /** The tag of the sender in the group. */
  public MessageBuilder senderTag(String tag) {
    extras = extras.with("from_rank", tag);
    return this;
  }

  public MessageBuilder effect(long effectId) {
    extras = extras.with("effect", effectId);
    return this;
  }

  public MessageBuilder noForwards() {
    extras = extras.with("noforwards", true);
    return this;
  }

  /**
   * Sends paragraphs as a rich message.
   *
   * @param isPart says that there are more, which the client does not get
   */
  public MessageBuilder rich(boolean isPart, String... paragraphs) {
    extras = extras.with("rich_message", richMessage(isPart, List.of(paragraphs)));
    return this;
  }

  /** Sends some of the paragraphs as a rich message, and all to a client that asks for the rest. */
  public MessageBuilder richPart(int sent, String... paragraphs) {
    List<String> all = List.of(paragraphs);
    extras =
        extras
            .with("rich_message", richMessage(true, all.subList(0, sent)))
            .withWhole("rich_message", richMessage(false, all));
    return this;
  }

  /** Sends a paragraph that ends in a link, and a photo, as a rich message. */
  public MessageBuilder richLink(String text, String linked, String url, MessageMedia photo) {
    TlSchema schema = TlSchema.telegram();
    TlObject link =
        schema.make("textUrl").set("text", plain(linked)).set("url", url).set("webpage_id", 0L);
    TlObject words = schema.make("textConcat").set("texts", List.of(plain(text), link));
    TlObject picture = photo.tl().object("photo");
    TlObject none = schema.make("textEmpty");
    TlObject photoBlock =
        schema
            .make("pageBlockPhoto")
            .set("photo_id", picture.number("id"))
            .set("caption", schema.make("pageCaption").set("text", none).set("credit", none));
    extras =
        extras.with(
            "rich_message",
            richMessage(false, List.of(paragraph(words), photoBlock), List.of(picture)));
    return this;
  }

  private static TlObject richMessage(boolean isPart, List<String> paragraphs) {
    return richMessage(
        isPart, paragraphs.stream().map(words -> paragraph(plain(words))).toList(), List.of());
  }

  private static TlObject richMessage(
      boolean isPart, List<TlObject> blocks, List<TlObject> photos) {
    return TlSchema.telegram()
        .make("richMessage")
        .set("part", isPart)
        .set("blocks", blocks)
        .set("photos", photos)
        .set("documents", List.of());
  }

  private static TlObject paragraph(TlObject words) {
    return TlSchema.telegram().make("pageBlockParagraph").set("text", words);
  }

  private static TlObject plain(String words) {
    return TlSchema.telegram().make("textPlain").set("text", words);
  }

  /** Puts the message into the thread under a root message. */
  public MessageBuilder thread(int rootId) {
    threadId = rootId;
    return this;
  }

  /** Puts the message into a topic of a forum. The topic's first message has its id. */
  public MessageBuilder topic(int topicId) {
    inTopic = true;
    return thread(topicId);
  }

  public MessageBuilder forward(ForwardHeader value) {
    forward = value;
    return this;
  }

  public MessageBuilder media(MessageMedia value) {
    media = value;
    return this;
  }

  public MessageBuilder reaction(String emoji, int count) {
    return reaction(ReactionCount.emoji(emoji, count));
  }

  public MessageBuilder reaction(ReactionCount reaction) {
    reactions.add(reaction);
    return this;
  }

  public MessageBuilder withoutReactions() {
    reactions.clear();
    return this;
  }

  public MessageBuilder views(int count) {
    views = count;
    return this;
  }

  public MessageBuilder forwards(int count) {
    forwards = count;
    return this;
  }

  public MessageBuilder editedAt(Instant value) {
    editDate = value;
    return this;
  }

  public MessageBuilder signature(String author) {
    signature = author;
    return this;
  }

  public MessageBuilder viaBot(User bot) {
    viaBot = bot.id();
    return this;
  }

  public MessageBuilder album(long id) {
    albumId = id;
    return this;
  }

  public MessageBuilder pinned() {
    pinned = true;
    return this;
  }

  public MessageBuilder action(MessageAction value) {
    action = value;
    return this;
  }

  /** Copies text, entities, media and signature of another message. */
  MessageBuilder copyOf(Message message) {
    text = message.text();
    entities.addAll(message.entities());
    media = message.media();
    signature = message.signature();
    return this;
  }

  MessageBuilder extras(MessageExtras value) {
    extras = value;
    return this;
  }

  MessageBuilder idIfAbsent(int value) {
    return id == 0 ? id(value) : this;
  }

  Message build() {
    if (date == null) {
      throw new IllegalArgumentException("a message needs a date");
    }
    return new Message(
        id, date, sender, text, entities, replyTo, threadId, inTopic, forward, media, reactions,
        views, forwards, editDate, signature, viaBot, albumId, pinned, action, extras);
  }
}
