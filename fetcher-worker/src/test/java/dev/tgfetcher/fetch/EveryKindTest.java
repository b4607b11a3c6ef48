package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Entity;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.MessageAction;
import dev.tgfetcher.emulator.world.MessageBuilder;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.ReactionCount;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.history.SenderNames;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches one message of every type of the emulator with the real TDLib. */
class EveryKindTest {
  private static final Instant DATE =
      FetchedWorld.FIRST.atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
  private static final int REACTORS = 230;

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("79990000001", "12345");
  private final User anna = builder.user(501, "Anna Berg");
  private final User gone = builder.user(User.deleted(502));
  private final User bot = builder.user(User.bot(503, "Picture Bot", "pic_bot"));
  private final Chat other = builder.channel("other", "Other");
  private final Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
  private final Chat forum = builder.supergroup("forum", "Forum").asForum().joinedBy(account);
  private int written;
  private FetchedWorld world;

  @BeforeEach
  void start() throws InterruptedException {
    for (int i = 0; i < REACTORS; i++) {
      builder.user(1_000 + i, "Reactor " + i);
    }
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void say(Chat chat, Consumer<MessageBuilder> content) {
    Instant date = DATE.plusSeconds(written++);
    chat.add(
        message -> {
          message.at(date).from(anna);
          content.accept(message);
        });
  }

  private List<ArchivedMessage> fetch(String chat, boolean reactors) throws InterruptedException {
    world = FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);
    List<ArchiveFile> files =
        world.fetch("@" + chat, FetchWindow.of(FetchedWorld.FIRST, FetchedWorld.FIRST), reactors);
    if (!reactors) {
      world.assertSame(chat, files);
    }
    return files.get(0).messages();
  }

  @Test
  void every_entity_keeps_its_place_in_utf_16() throws Exception {
    for (Entity.Type type : Entity.Type.values()) {
      Object argument =
          switch (type) {
            case PRE -> "java";
            case TEXT_URL -> "https://example.org/";
            case MENTION_NAME -> anna.id();
            case CUSTOM_EMOJI -> 5_368_324_170_671_202_286L;
            default -> null;
          };
      String words =
          switch (type) {
            case MENTION -> "@some_name";
            case HASHTAG -> "#some_tag";
            case URL -> "https://example.org/";
            case EMAIL -> "a@example.org";
            case CUSTOM_EMOJI -> "🙂";
            default -> "some words";
          };
      Entity entity = new Entity(type, 3, words.length(), argument);
      say(talk, m -> m.text("😀 " + words).entity(entity));
    }

    assertThat(fetch("talk", false))
        .allSatisfy(message -> assertThat(message.entities()).hasSize(1))
        .hasSize(Entity.Type.values().length);
  }

  @Test
  void media_of_every_type_are_archived() throws Exception {
    List<MessageMedia> media =
        List.of(
            MessageMedia.photo(1280, 720, 5_000),
            MessageMedia.document("report.pdf", "application/pdf", 6_000),
            MessageMedia.video(1920, 1080, 60, 7_000),
            MessageMedia.videoNote(384, 20, 8_000),
            MessageMedia.animation(320, 240, 5, 9_000),
            MessageMedia.audio("Song", "Band", 200, 10_000),
            MessageMedia.voiceNote(9, 11_000),
            MessageMedia.sticker("🙂", 512, 512, 12_000),
            MessageMedia.poll("Which?", List.of("this", "that")),
            MessageMedia.contact("15550100", "Kim", "Ho", 0),
            MessageMedia.location(52.5, 13.4),
            MessageMedia.venue("Cafe", "Main Street", 48.2, 16.4),
            MessageMedia.dice("🎲", 4),
            MessageMedia.webPage("https://example.org/page", "Page", "About it"));
    media.forEach(each -> say(talk, m -> m.media(each)));

    assertThat(fetch("talk", false))
        .allSatisfy(message -> assertThat(message.media()).isNotNull())
        .hasSize(media.size());
  }

  @Test
  void every_service_message_is_archived_by_its_type() throws Exception {
    List<MessageAction> actions =
        List.of(
            MessageAction.titleChanged("Talk 2"),
            MessageAction.membersAdded(gone),
            MessageAction.joinedByLink(anna),
            MessageAction.joinedByRequest(),
            MessageAction.memberRemoved(gone),
            MessageAction.photoDeleted(),
            MessageAction.channelCreated("Talk"),
            MessageAction.autoDeleteSet(86_400),
            MessageAction.boosted(2),
            MessageAction.custom("Something happened"));
    actions.forEach(action -> say(talk, m -> m.action(action)));

    assertThat(fetch("talk", false))
        .extracting(message -> message.service().type())
        .containsExactlyElementsOf(actions.stream().map(MessageAction::type).toList());
  }

  @Test
  void every_origin_sender_and_flag_is_archived() throws Exception {
    Instant earlier = DATE.minusSeconds(99);
    say(talk, m -> m.text("user").forward(ForwardHeader.fromUser(anna, earlier)));
    say(talk, m -> m.text("gone").forward(ForwardHeader.fromUser(gone, earlier)));
    say(talk, m -> m.text("hidden").forward(ForwardHeader.fromHiddenUser("Somebody", earlier)));
    say(talk, m -> m.text("chat").forward(ForwardHeader.fromGroup(talk.peer(), "admin", earlier)));
    say(
        talk,
        m -> m.text("post").forward(ForwardHeader.fromChannel(other.peer(), 17, "ed", earlier)));
    say(talk, m -> m.text("import").forward(ForwardHeader.imported("Old Name", earlier)));
    say(talk, m -> m.text("by a deleted account").from(gone));
    say(talk, m -> m.text("by an anonymous admin").from(talk).signature("admin"));
    say(talk, m -> m.text("by a channel").from(other));
    say(talk, m -> m.text("by a bot's help").viaBot(bot));
    say(talk, m -> m.text("pinned").pinned());
    say(talk, m -> m.text("edited").editedAt(DATE.plusSeconds(5_000)));
    say(talk, m -> m.text("one of two").media(MessageMedia.photo(10, 10, 10)).album(77));
    say(talk, m -> m.media(MessageMedia.photo(20, 20, 20)).album(77));
    say(talk, m -> m.text("answer").replyTo(1));
    say(
        talk,
        m ->
            m.text("liked")
                .reaction("👍", 3)
                .reaction(ReactionCount.custom(5_368_324_170_671_202_286L, 2)));

    List<ArchivedMessage> messages = fetch("talk", false);

    assertThat(messages.stream().limit(6).map(ArchivedMessage::forwardFrom))
        .containsExactly("Anna Berg", SenderNames.DELETED, "Somebody", "Talk", "Other", "Old Name");
    assertThat(messages.get(4).forward().postId()).isEqualTo(17);
    assertThat(messages.get(4).forward().authorSignature()).isEqualTo("ed");
    assertThat(messages.get(9).viaBotId()).isEqualTo(503);
    assertThat(messages.get(10).isPinned()).isTrue();
    assertThat(messages.get(12).albumId()).isEqualTo(messages.get(13).albumId()).isNotNull();
  }

  @Test
  void forum_topics_are_archived() throws Exception {
    say(forum, m -> m.action(MessageAction.topicCreated("Help")));
    say(forum, m -> m.text("in the topic").topic(1));
    say(forum, m -> m.text("in general"));

    world = FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);
    ArchiveFile file = world.fetch("@forum", 1).get(0);

    List<ArchivedMessage> messages = file.messages();
    assertThat(messages).extracting(ArchivedMessage::text).contains("in the topic", "in general");
    assertThat(file.header().topics()).containsEntry("1", "Help");
    assertThat(messages.get(1).topicId()).isEqualTo(1);
  }

  @Test
  void all_reactors_are_archived_page_by_page() throws Exception {
    List<Peer> reactors = new ArrayList<>();
    for (int i = 0; i < REACTORS; i++) {
      reactors.add(Peer.user(1_000 + i));
    }
    say(talk, m -> m.text("popular").reaction(ReactionCount.emojiBy("🔥", reactors)));
    say(talk, m -> m.text("alone"));

    List<ArchivedMessage> messages = fetch("talk", true);

    assertThat(messages.get(0).reactions())
        .singleElement()
        .satisfies(
            reaction ->
                assertThat(reaction.users())
                    .containsExactlyInAnyOrderElementsOf(
                        reactors.stream().map(Peer::id).collect(Collectors.toList())));
    assertThat(world.requests().count("messages.getMessageReactionsList"))
        .isEqualTo((REACTORS + 99) / 100);
  }
}
