package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Entity;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.MessageAction;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.ReactionCount;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReadingTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");

  @TempDir Path directory;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final User gone = builder.user(User.deleted(8));
  private final Chat group = builder.supergroup("ru_python", "Python");

  @Test
  void a_history_is_read_page_by_page() throws InterruptedException {
    for (int i = 1; i <= 250; i++) {
      String text = "message " + i;
      Instant date = NOON.plusSeconds(i / 2);
      group.add(m -> m.from(isOdd(text) ? ann : gone).at(date).text(text));
    }
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      List<JsonNode> messages = client.wholeHistory(client.chatId("ru_python"));

      assertThat(messages).hasSize(250);
      assertThat(messages).extracting(m -> m.path("id").asLong() >> 20).startsWith(250L, 249L);
      assertThat(text(messages.get(249))).isEqualTo("message 1");
    }
  }

  @Test
  void the_last_message_before_a_date_is_found() throws InterruptedException {
    group.add(m -> m.from(ann).at("2025-11-07T23:59:58Z").text("before"));
    group.add(m -> m.from(ann).at("2025-11-07T23:59:59Z").text("last"));
    group.add(m -> m.from(ann).at("2025-11-08T00:00:00Z").text("next day"));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      long chatId = client.chatId("ru_python");
      long second = Instant.parse("2025-11-07T23:59:59Z").getEpochSecond();

      assertThat(text(client.messageByDate(chatId, second))).isEqualTo("last");
      assertThat(text(client.messageByDate(chatId, second + 1))).isEqualTo("next day");
      assertThatThrownBy(() -> client.messageByDate(chatId, second - 9))
          .hasMessageContaining("404");
    }
  }

  @Test
  void forwards_have_their_origin() throws InterruptedException {
    Chat news = builder.channel("news", "News");
    group.add(m -> m.from(ann).at(NOON).text("u").forward(ForwardHeader.fromUser(gone, NOON)));
    group.add(
        m -> m.from(ann).at(NOON).text("h").forward(ForwardHeader.fromHiddenUser("Bo", NOON)));
    group.add(
        m ->
            m.from(ann)
                .at(NOON)
                .text("g")
                .forward(ForwardHeader.fromGroup(group.peer(), "A", NOON)));
    group.add(
        m ->
            m.from(ann)
                .at(NOON)
                .text("c")
                .forward(ForwardHeader.fromChannel(news.peer(), 5, "Ed", NOON)));
    group.add(m -> m.from(ann).at(NOON).text("i").forward(ForwardHeader.imported("Cy", NOON)));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      List<JsonNode> read = client.wholeHistory(client.chatId("ru_python"));

      assertThat(read.get(0).at("/import_info/sender_name").asString()).isEqualTo("Cy");
      JsonNode channel = read.get(1).at("/forward_info/origin");
      assertThat(channel.path("message_id").asLong()).isEqualTo(5L << 20);
      assertThat(channel.path("author_signature").asString()).isEqualTo("Ed");
      assertThat(type(read.get(2).at("/forward_info/origin"))).isEqualTo("messageOriginChat");
      assertThat(read.get(3).at("/forward_info/origin/sender_name").asString()).isEqualTo("Bo");
      assertThat(read.get(4).at("/forward_info/origin/sender_user_id").asLong()).isEqualTo(8);
    }
  }

  @Test
  void reactions_have_counts_and_reactors() throws InterruptedException {
    group.add(
        m ->
            m.from(ann)
                .at(NOON)
                .text("hi")
                .reaction(ReactionCount.emojiBy("👍", List.of(ann.peer(), gone.peer())))
                .reaction(ReactionCount.custom(5368324170671202286L, 3)));
    Chat news = builder.channel("news", "News");
    news.add(m -> m.at(NOON).text("post").reaction(ReactionCount.paid(7)));
    // TDLib loads the newest message with the chat, before it shows reactions.
    group.add(m -> m.from(ann).at(NOON).text("newest"));
    news.add(m -> m.at(NOON).text("newest"));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      JsonNode message = client.wholeHistory(client.loadChat("ru_python")).get(1);
      JsonNode post = client.wholeHistory(client.loadChat("news")).get(1);
      JsonNode reactions = message.at("/interaction_info/reactions/reactions");

      assertThat(reactions).hasSize(2);
      assertThat(reactions.at("/1/total_count").asInt()).isEqualTo(2);
      assertThat(reactions.at("/0/type/custom_emoji_id").asString())
          .isEqualTo("5368324170671202286");
      assertThat(type(post.at("/interaction_info/reactions/reactions/0/type")))
          .isEqualTo("reactionTypePaid");
      assertThat(client.reactors(message)).hasSize(2);
    }
  }

  @Test
  void comments_are_in_the_thread_and_in_the_group() throws InterruptedException {
    Chat news = builder.channel("news", "News").linkedTo(group);
    int post = news.add(m -> m.at(NOON).text("post").views(10));
    int first = news.comment(post, c -> c.from(ann).at(NOON.plusSeconds(5)).text("first"));
    news.comment(post, c -> c.from(gone).at(NOON.plusSeconds(6)).text("answer").replyTo(first));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      JsonNode read = client.newest("news");
      long chatId = read.path("chat_id").asLong();
      JsonNode thread = client.call(thread("getMessageThread", chatId, read));
      JsonNode comments =
          client.call(
              thread("getMessageThreadHistory", chatId, read)
                  .put("from_message_id", 0)
                  .put("offset", 0)
                  .put("limit", 100));
      List<JsonNode> inGroup = client.wholeHistory(thread.path("chat_id").asLong());

      assertThat(read.at("/interaction_info/reply_info/reply_count").asInt()).isEqualTo(2);
      assertThat(comments.path("messages"))
          .extracting(ReadingTest::text)
          .containsExactly("answer", "first");
      assertThat(inGroup).extracting(ReadingTest::text).containsExactly("answer", "first", "post");
      JsonNode root = inGroup.get(2);
      assertThat(root.at("/forward_info/source/message_id").asLong())
          .isEqualTo(read.path("id").asLong());
      assertThat(inGroup.get(0).at("/topic_id/message_thread_id").asLong())
          .isEqualTo(root.path("id").asLong());
      assertThat(inGroup.get(0).at("/reply_to/message_id").asLong())
          .isEqualTo(inGroup.get(1).path("id").asLong());
    }
  }

  @Test
  void every_kind_of_media_keeps_its_type() throws InterruptedException {
    List<MessageMedia> media =
        List.of(
            MessageMedia.photo(640, 480, 1000),
            MessageMedia.video(640, 480, 9, 1000),
            MessageMedia.document("a.pdf", "application/pdf", 5),
            MessageMedia.voiceNote(3, 10),
            MessageMedia.audio("Song", "Band", 60, 10),
            MessageMedia.sticker("🙂", 512, 512, 10),
            MessageMedia.animation(10, 10, 2, 10),
            MessageMedia.videoNote(384, 4, 10),
            MessageMedia.poll("Which?", List.of("a", "b")),
            MessageMedia.contact("15550100", "Kim", "Ho", 7),
            MessageMedia.location(52.5, 13.4),
            MessageMedia.venue("Cafe", "Street", 52.5, 13.4),
            MessageMedia.dice("🎲", 4),
            MessageMedia.unsupported());
    media.forEach(m -> group.add(message -> message.from(ann).at(NOON).media(m)));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      List<JsonNode> read = client.wholeHistory(client.chatId("ru_python"));

      for (int i = 0; i < media.size(); i++) {
        String type = type(read.get(media.size() - 1 - i).path("content"));
        assertThat(type).isEqualToIgnoringCase("message" + media.get(i).type().replace("_", ""));
      }
    }
  }

  @Test
  void texts_edits_albums_and_service_messages_keep_their_fields() throws InterruptedException {
    User bot = builder.user(User.bot(9, "Bot", "some_bot"));
    group.add(
        m ->
            m.from(group)
                .signature("boss")
                .at(NOON)
                .text("🙂 bold link")
                .entity(Entity.of(Entity.Type.BOLD, 3, 4))
                .entity(new Entity(Entity.Type.TEXT_URL, 8, 4, "https://example.org/"))
                .editedAt(NOON.plusSeconds(60))
                .viaBot(bot)
                .pinned());
    group.add(m -> m.from(ann).at(NOON).action(MessageAction.titleChanged("New")));
    group.add(m -> m.from(ann).at(NOON).action(MessageAction.membersAdded(gone)));
    group.add(m -> m.from(ann).at(NOON).replyTo(1).action(MessageAction.pinned()));
    group.add(m -> m.from(ann).at(NOON).album(77).media(MessageMedia.photo(1, 1, 1)));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      List<JsonNode> read = client.wholeHistory(client.chatId("ru_python"));

      JsonNode text = read.get(4);
      assertThat(text.at("/content/text/entities/0/offset").asInt()).isEqualTo(3);
      assertThat(text.at("/content/text/entities/1/type/url").asString())
          .isEqualTo("https://example.org/");
      assertThat(text.path("edit_date").asLong()).isEqualTo(NOON.plusSeconds(60).getEpochSecond());
      assertThat(text.path("via_bot_user_id").asLong()).isEqualTo(9);
      assertThat(text.path("is_pinned").asBoolean()).isTrue();
      assertThat(text.path("author_signature").asString()).isEqualTo("boss");
      assertThat(type(text.path("sender_id"))).isEqualTo("messageSenderChat");
      assertThat(read)
          .extracting(m -> type(m.path("content")))
          .containsExactly(
              "messagePhoto",
              "messagePinMessage",
              "messageChatAddMembers",
              "messageChatChangeTitle",
              "messageText");
      assertThat(read.get(0).path("media_album_id").asString()).isEqualTo("77");
    }
  }

  @Test
  void an_inaccessible_chat_fails_with_its_reason() throws InterruptedException {
    builder.supergroup("hidden_one", "Hidden").makePrivate();
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      assertThatThrownBy(() -> client.chatId("unknown_chat"))
          .hasMessageContaining("USERNAME_NOT_OCCUPIED");
      assertThatThrownBy(() -> client.chatId("hidden_one")).hasMessageContaining("CHANNEL_PRIVATE");
    }
  }

  @Test
  void a_client_reads_changes_that_were_made_at_run_time() throws InterruptedException {
    int first = group.add(m -> m.from(ann).at(NOON).text("one"));
    int second = group.add(m -> m.from(ann).at(NOON).text("two"));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      group.edit(first, m -> m.text("changed"));
      group.delete(second);

      assertThat(client.wholeHistory(client.chatId("ru_python")))
          .extracting(ReadingTest::text)
          .containsExactly("changed");
    }
  }

  private static boolean isOdd(String text) {
    return (text.charAt(text.length() - 1) & 1) == 1;
  }

  private static ObjectNode thread(String method, long chatId, JsonNode message) {
    return request(method).put("chat_id", chatId).put("message_id", message.path("id").asLong());
  }

  private static String text(JsonNode message) {
    return message.at("/content/text/text").asString();
  }

  private static String type(JsonNode node) {
    return node.path("@type").asString();
  }
}
