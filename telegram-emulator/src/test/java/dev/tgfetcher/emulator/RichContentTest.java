package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.InlineButton;
import dev.tgfetcher.emulator.world.MessageAction;
import dev.tgfetcher.emulator.world.MessageBuilder;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.Poll;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** TDLib reads the rare fields of messages as it does from Telegram. */
class RichContentTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");
  private static final List<String> OPTIONS = List.of("a", "b");

  @TempDir Path directory;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final Chat group = builder.supergroup("ru_python", "Python");
  private final Chat other = builder.supergroup("ru_django", "Django");

  @Test
  void replies_quote_and_lead_into_other_chats() throws InterruptedException {
    int there = other.add(m -> m.from(ann).at(NOON).text("there"));
    int here = group.add(m -> m.from(ann).at(NOON).text("one two three"));
    add(m -> m.text("a").replyTo(here).quote("two", 4, true));
    add(m -> m.text("b").replyTo(other, there).quote("there", 0, false));
    ForwardHeader origin = ForwardHeader.fromHiddenUser("Someone", NOON.minusSeconds(60));
    add(m -> m.text("c").replyTo(origin, MessageMedia.dice("🎲", 3)));

    List<JsonNode> read = read();

    JsonNode quote = read.get(2).path("reply_to");
    assertThat(quote.at("/quote/text/text").asString()).isEqualTo("two");
    assertThat(quote.at("/quote/position").asInt()).isEqualTo(4);
    assertThat(quote.at("/quote/is_manual").asBoolean()).isTrue();
    JsonNode elsewhere = read.get(1).path("reply_to");
    assertThat(elsewhere.path("chat_id").asLong()).isEqualTo(-1_000_000_000_000L - other.id());
    assertThat(elsewhere.path("message_id").asLong()).isEqualTo((long) there << 20);
    assertThat(elsewhere.at("/quote/is_manual").asBoolean()).isFalse();
    JsonNode hidden = read.get(0).path("reply_to");
    assertThat(hidden.at("/origin/sender_name").asString()).isEqualTo("Someone");
    assertThat(hidden.at("/content/@type").asString()).isEqualTo("messageDice");
  }

  @Test
  void a_message_keeps_its_buttons_and_marks() throws InterruptedException {
    add(
        m ->
            m.text("post")
                .buttons(InlineButton.url("Site", "https://example.org/"))
                .buttons(InlineButton.callback("Yes", "y"), InlineButton.callback("No", "n"))
                .factCheck("DE", "This is wrong.")
                .restricted("all", "porn", "It cannot be displayed.")
                .paidStars(15)
                .effect(5_104_841_245_755_180_586L)
                .noForwards());

    JsonNode message = read().get(0);

    JsonNode rows = message.at("/reply_markup/rows");
    assertThat(rows.at("/0/0/type/url").asString()).isEqualTo("https://example.org/");
    assertThat(rows.at("/1/1/text").asString()).isEqualTo("No");
    assertThat(message.at("/fact_check/text/text").asString()).isEqualTo("This is wrong.");
    assertThat(message.at("/restriction_info/restriction_reason").asString())
        .isEqualTo("It cannot be displayed.");
    assertThat(message.path("paid_message_star_count").asLong()).isEqualTo(15);
    assertThat(message.path("effect_id").asString()).isEqualTo("5104841245755180586");
    assertThat(message.path("can_be_saved").asBoolean()).isFalse();
  }

  @Test
  void polls_hide_or_show_their_results() throws InterruptedException {
    add(m -> m.media(MessageMedia.poll(Poll.hidden("Hidden?", OPTIONS, 12))));
    add(m -> m.media(MessageMedia.poll(Poll.closed("Closed?", OPTIONS, List.of(3, 1)))));
    Poll quiz = Poll.quiz("Quiz?", OPTIONS, List.of(2, 5), 1, "Because.");
    add(m -> m.media(MessageMedia.poll(quiz)));

    List<JsonNode> read = read();

    JsonNode hidden = read.get(2).at("/content/poll");
    assertThat(hidden.path("total_voter_count").asInt()).isEqualTo(12);
    assertThat(hidden.path("can_see_results").asBoolean()).isFalse();
    JsonNode closed = read.get(1).at("/content/poll");
    assertThat(closed.path("can_see_results").asBoolean()).isTrue();
    assertThat(closed.at("/options/0/voter_count").asInt()).isEqualTo(3);
    JsonNode answer = read.get(0).at("/content/poll/type");
    assertThat(answer.at("/correct_option_ids/0").asInt()).isEqualTo(1);
    assertThat(answer.at("/explanation/text").asString()).isEqualTo("Because.");
  }

  @Test
  void messages_are_in_their_topic() throws InterruptedException {
    group.asForum();
    int topic =
        group.add(m -> m.from(ann).at(NOON).action(MessageAction.topicCreated("Questions")));
    add(m -> m.text("in the topic").topic(topic));

    List<JsonNode> read = read();

    assertThat(read.get(0).at("/topic_id/forum_topic_id").asInt()).isEqualTo(topic);
    assertThat(read.get(1).at("/content/name").asString()).isEqualTo("Questions");
  }

  @Test
  void topics_have_their_names() throws InterruptedException {
    group.asForum();
    int topic =
        group.add(m -> m.from(ann).at(NOON).action(MessageAction.topicCreated("Questions")));
    add(m -> m.text("in the topic").topic(topic));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      long chatId = client.chatId("ru_python");
      JsonNode one =
          client.call(request("getForumTopic").put("chat_id", chatId).put("forum_topic_id", topic));
      JsonNode all =
          client.call(
              request("getForumTopics")
                  .put("chat_id", chatId)
                  .put("query", "")
                  .put("offset_date", 0)
                  .put("offset_message_id", 0)
                  .put("offset_forum_topic_id", 0)
                  .put("limit", 100));

      assertThat(one.at("/info/name").asString()).isEqualTo("Questions");
      assertThat(all.at("/topics/0/info/name").asString()).isEqualTo("Questions");
    }
  }

  @Test
  void a_rich_message_may_be_a_part() throws InterruptedException {
    add(m -> m.rich(true, "first", "second"));

    JsonNode content = read().get(0).path("content");

    assertThat(content.path("@type").asString()).isEqualTo("messageRichMessage");
    assertThat(content.toString()).contains("second").contains("\"is_full\":false");
  }

  @Test
  void the_rest_of_a_rich_message_is_sent_on_request() throws InterruptedException {
    add(m -> m.richPart(1, "first", "second"));
    add(m -> m.rich(true, "first"));
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      List<JsonNode> read = client.wholeHistory(client.loadChat("ru_python"));

      assertThat(read.get(1).toString()).contains("first").doesNotContain("second");
      JsonNode whole = client.call(whole(read.get(1)));
      assertThat(whole.path("is_full").asBoolean()).isTrue();
      assertThat(whole.toString()).contains("first").contains("second");
      assertThatThrownBy(() -> client.call(whole(read.get(0))))
          .hasMessageContaining("MESSAGE_ID_INVALID");
    }
  }

  private static ObjectNode whole(JsonNode message) {
    return request("getFullRichMessage")
        .put("chat_id", message.path("chat_id").asLong())
        .put("message_id", message.path("id").asLong());
  }

  private void add(Consumer<MessageBuilder> content) {
    group.add(m -> content.accept(m.from(ann).at(NOON)));
  }

  private List<JsonNode> read() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      return client.wholeHistory(client.loadChat("ru_python"));
    }
  }
}
