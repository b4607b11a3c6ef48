package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Entity;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.MessageSequence;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.ReactionCount;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.history.SenderNames;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.MessageEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Compares an archive file with the world of the emulator, field by field. */
final class WorldComparison {
  private static final Map<Entity.Type, String> ENTITIES =
      Map.of(
          Entity.Type.STRIKE, "strikethrough",
          Entity.Type.PRE, "pre_code",
          Entity.Type.EMAIL, "email_address",
          Entity.Type.BLOCKQUOTE, "block_quote");

  private static final String RICH = "rich_message";

  private final World world;
  private final Chat chat;
  private final Account account;

  /** Compares with the chat as the world's first account sees it. */
  WorldComparison(World world, Chat chat) {
    this.world = world;
    this.chat = chat;
    this.account = world.accounts().iterator().next();
  }

  /** The ids of the messages of this span of time, in ascending order. */
  static List<Long> ids(MessageSequence messages, Chat in, Instant from, Instant to) {
    List<Long> ids = new ArrayList<>();
    for (int id = messages.above(0); id != 0; id = messages.above(id)) {
      Instant date = in.history().find(id).date();
      if (!date.isBefore(from) && date.isBefore(to)) {
        ids.add((long) id);
      }
    }
    return ids;
  }

  /** A message, with the basic group that has it if it is not in the file's chat. */
  private record Place(@Nullable Long basicGroup, long id) {}

  /** Checks that a day's file has all messages of the day, and no others. */
  void assertSame(ArchiveFile file) {
    assertThat(file.messages())
        .extracting(message -> new Place(message.chatId(), message.id()))
        .isEqualTo(places(file.header().date()));
    SoftAssertions softly = new SoftAssertions();
    for (ArchivedMessage message : file.messages()) {
      compare(softly, chatOf(message), message);
      compareComments(softly, message);
    }
    softly.assertAll();
    assertNamed(file);
  }

  private List<Place> places(LocalDate day) {
    List<Place> places = new ArrayList<>();
    Chat group = chat.predecessor();
    if (group != null && group.isReadableBy(account)) {
      readableIds(group, day).forEach(id -> places.add(new Place(-group.id(), id)));
    }
    readableIds(chat, day).forEach(id -> places.add(new Place(null, id)));
    return places;
  }

  private List<Long> readableIds(Chat in, LocalDate day) {
    MessageSequence visible = in.historyFor(account).realMessages();
    List<Long> ids = ids(visible, in, UtcDay.start(day), UtcDay.end(day));
    ids.removeIf(id -> isUnreadable(in.history().find(id.intValue())));
    return ids;
  }

  static boolean isUnreadable(Message message) {
    return message.media() != null && message.media().type().equals("unknown");
  }

  private Chat chatOf(ArchivedMessage message) {
    return message.chatId() == null ? chat : chat.predecessor();
  }

  private void compareComments(SoftAssertions softly, ArchivedMessage post) {
    Chat group = chat.kind() == Chat.Kind.CHANNEL ? chat.linked() : null;
    if (group == null) {
      softly.assertThat(post.comments()).isEmpty();
      return;
    }
    MessageSequence thread = group.history().thread(group.history().rootOf((int) post.id()));
    softly
        .assertThat(post.comments())
        .as("comments of " + post.id())
        .extracting(ArchivedMessage::id)
        .isEqualTo(ids(thread, group, Instant.EPOCH, Instant.MAX));
    post.comments().forEach(comment -> compare(softly, group, comment));
  }

  private void compare(SoftAssertions softly, Chat in, ArchivedMessage archived) {
    Message message = in.history().find((int) archived.id());
    String about = in.username() + " " + archived.id() + " ";
    softly.assertThat(archived.date()).as(about + "date").isEqualTo(message.date());
    softly.assertThat(archived.text()).as(about + "text").isEqualTo(textOf(message));
    softly
        .assertThat(archived.senderId())
        .as(about + "sender")
        .isEqualTo(idOf(message.sender() == null ? in.peer() : message.sender()));
    softly.assertThat(archived.replyToMsgId()).as(about + "reply").isEqualTo(replyOf(message));
    softly.assertThat(archived.forward()).as(about + "forward").isEqualTo(forwardOf(message));
    softly
        .assertThat(archived.forwardFrom())
        .as(about + "forward from")
        .isEqualTo(archived.forward() == null ? null : archived.forward().fromName());
    softly
        .assertThat(archived.reactions())
        .as(about + "reactions")
        .containsExactlyInAnyOrderElementsOf(
            reactionsOf(in, message).stream().map(WorldComparison::reactionOf).toList());
    softly.assertThat(archived.editDate()).as(about + "edited").isEqualTo(message.editDate());
    softly
        .assertThat(archived.views())
        .as(about + "views")
        .isEqualTo(message.views() == 0 ? null : Integer.valueOf(message.views()));
    softly
        .assertThat(archived.forwards())
        .as(about + "forwards")
        .isEqualTo(message.views() == 0 ? null : Integer.valueOf(message.forwards()));
    softly
        .assertThat(archived.authorSignature())
        .as(about + "signature")
        .isEqualTo(message.signature());
    softly
        .assertThat(archived.albumId())
        .as(about + "album")
        .isEqualTo(message.albumId() == 0 ? null : Long.toString(message.albumId()));
    softly
        .assertThat(archived.viaBotId())
        .as(about + "bot")
        .isEqualTo(message.viaBot() == 0 ? null : Long.valueOf(message.viaBot()));
    softly.assertThat(archived.isPinned()).as(about + "pinned").isEqualTo(message.pinned());
    softly.assertThat(archived.topicId()).as(about + "topic").isEqualTo(topicOf(in, message));
    softly
        .assertThat(archived.entities())
        .as(about + "entities")
        .isEqualTo(message.entities().stream().map(WorldComparison::entityOf).toList());
    compareContent(softly, about, message, archived);
  }

  /** TDLib hides all reactions of a group that was upgraded. */
  private static List<ReactionCount> reactionsOf(Chat in, Message message) {
    return in.successor() == null ? message.reactions() : List.of();
  }

  private static void compareContent(
      SoftAssertions softly, String about, Message message, ArchivedMessage archived) {
    softly
        .assertThat(archived.service() == null ? null : archived.service().type())
        .as(about + "service")
        .isEqualTo(message.action() == null ? null : message.action().type());
    if (message.extras().fields().containsKey(RICH)) {
      softly.assertThat(archived.media().type()).as(about + "media").isEqualTo(RICH);
      return;
    }
    MessageMedia media = message.media();
    if (media == null || archived.media() == null) {
      softly.assertThat(archived.media() == null).as(about + "media").isEqualTo(media == null);
      return;
    }
    String type = media.type().equals("text") ? "link_preview" : media.type();
    softly.assertThat(archived.media().type()).as(about + "media").isEqualTo(type);
    media
        .properties()
        .forEach(
            (name, value) ->
                softly
                    .assertThat(String.valueOf(property(archived.media(), name)))
                    .as(about + "media " + name)
                    .isEqualTo(String.valueOf(value)));
  }

  private static Object property(dev.tgfetcher.schema.message.Media media, String name) {
    return switch (name) {
      case "file_name" -> media.fileName();
      // Telegram has no other format for these, and TDLib names none.
      case "mime_type" -> media.mimeType() == null ? defaultFormat(media) : media.mimeType();
      case "size" -> media.size();
      case "width" -> media.width();
      case "height" -> media.height();
      case "duration" -> media.duration();
      case "title" -> media.title();
      case "options" ->
          ((List<?>) media.details().get("options"))
              .stream().map(option -> ((Map<?, ?>) option).get("text")).toList();
      default -> media.details().get(name);
    };
  }

  private static String defaultFormat(dev.tgfetcher.schema.message.Media media) {
    return media.type().equals("sticker") ? "image/webp" : "video/mp4";
  }

  private static String textOf(Message message) {
    String text = message.extras().fields().containsKey(RICH) ? richText(message) : message.text();
    return text.isEmpty() ? null : text;
  }

  private static String richText(Message message) {
    Message whole = message.isPart() ? message.asWhole() : message;
    List<TlObject> blocks = ((TlObject) whole.extras().fields().get(RICH)).list("blocks");
    return blocks.stream()
        .map(block -> block.object("text").string("text"))
        .collect(Collectors.joining("\n"));
  }

  private static long idOf(Peer peer) {
    return switch (peer.kind()) {
      case USER -> peer.id();
      case CHAT -> -peer.id();
      case CHANNEL -> -1_000_000_000_000L - peer.id();
    };
  }

  private static Long replyOf(Message message) {
    int reply = message.replyTo() == 0 ? message.threadId() : message.replyTo();
    return reply == 0 ? null : Long.valueOf(reply);
  }

  /** A reply outside any thread starts a thread of the message that it replies to. */
  private static Long topicOf(Chat in, Message message) {
    if (in.kind() == Chat.Kind.GROUP) {
      return null;
    }
    return message.threadId() == 0 ? replyOf(message) : Long.valueOf(message.threadId());
  }

  private String nameOf(Peer peer) {
    if (peer.kind() != Peer.Kind.USER) {
      return world.chat(peer).title();
    }
    User user = world.user(peer.id());
    return user.kind() == User.Kind.DELETED ? SenderNames.DELETED : user.displayName();
  }

  private Forward forwardOf(Message message) {
    dev.tgfetcher.emulator.world.ForwardHeader forward = message.forward();
    if (forward == null) {
      return null;
    }
    Peer from = forward.from();
    return new Forward(
        kindOf(forward),
        from == null ? null : Long.valueOf(idOf(from)),
        from == null ? forward.name() : nameOf(from),
        forward.post() == 0 ? null : Long.valueOf(forward.post()),
        forward.signature(),
        forward.date());
  }

  private static ForwardKind kindOf(dev.tgfetcher.emulator.world.ForwardHeader forward) {
    if (forward.imported()) {
      return ForwardKind.IMPORT;
    }
    if (forward.from() == null) {
      return ForwardKind.HIDDEN_USER;
    }
    if (forward.from().kind() == Peer.Kind.USER) {
      return ForwardKind.USER;
    }
    return forward.post() == 0 ? ForwardKind.CHAT : ForwardKind.CHANNEL;
  }

  private static dev.tgfetcher.schema.message.Reaction reactionOf(ReactionCount reaction) {
    return switch (reaction.kind()) {
      case EMOJI ->
          dev.tgfetcher.schema.message.Reaction.emoji(reaction.symbol(), reaction.count(), null);
      case CUSTOM_EMOJI ->
          dev.tgfetcher.schema.message.Reaction.customEmoji(
              reaction.symbol(), reaction.count(), null);
      case PAID -> dev.tgfetcher.schema.message.Reaction.paid(reaction.count(), null);
    };
  }

  private static MessageEntity entityOf(Entity entity) {
    Object argument = entity.argument();
    boolean isCustomEmoji = entity.type() == Entity.Type.CUSTOM_EMOJI;
    return new MessageEntity(
        ENTITIES.getOrDefault(entity.type(), entity.type().name().toLowerCase(Locale.ROOT)),
        entity.offset(),
        entity.length(),
        entity.type() == Entity.Type.TEXT_URL ? (String) argument : null,
        entity.type() == Entity.Type.MENTION_NAME ? (Long) argument : null,
        entity.type() == Entity.Type.PRE ? (String) argument : null,
        isCustomEmoji ? Map.of("custom_emoji_id", String.valueOf(argument)) : Map.of());
  }

  /** Checks that every sender has its name in the world. */
  private void assertNamed(ArchiveFile file) {
    Map<String, String> senders = file.header().senders();
    for (ArchivedMessage message : file.messages()) {
      assertThat(senders).containsKey(Long.toString(message.senderId()));
      message
          .comments()
          .forEach(comment -> assertThat(senders).containsKey(Long.toString(comment.senderId())));
    }
    senders.forEach(
        (id, name) -> {
          long sender = Long.parseLong(id);
          assertThat(name).isEqualTo(nameOf(peerOf(sender)));
        });
  }

  private static Peer peerOf(long sender) {
    if (sender > 0) {
      return Peer.user(sender);
    }
    return sender > -1_000_000_000_000L
        ? new Peer(Peer.Kind.CHAT, -sender)
        : new Peer(Peer.Kind.CHANNEL, -1_000_000_000_000L - sender);
  }
}
