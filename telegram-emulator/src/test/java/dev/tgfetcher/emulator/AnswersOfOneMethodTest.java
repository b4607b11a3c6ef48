package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One method answers late, with fewer messages, or not to so many ids; the others as ever. */
class AnswersOfOneMethodTest {
  private static final int MESSAGES = 400;
  private static final String BY_ID = "channels.getMessages";

  @TempDir Path directory;

  private Account account;
  private TelegramEmulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void logIn() throws InterruptedException {
    WorldBuilder builder = World.builder();
    account = builder.account("+99966200001", "22222");
    User ann = builder.user(7, "Ann Lee");
    Chat group = builder.supergroup("ru_python", "Python");
    for (int i = 0; i < MESSAGES; i++) {
      Instant date = Instant.parse("2025-11-07T12:00:00Z").plusSeconds(i);
      group.add(m -> m.from(ann).at(date).text("hello"));
    }
    emulator = TelegramEmulator.start(builder.build());
    client = EmulatorClient.loggedIn(emulator, account, directory);
  }

  @AfterEach
  void stop() {
    client.close();
    emulator.close();
  }

  @Test
  void a_slow_method_does_not_delay_the_others() throws Exception {
    // TDLib may request the full info by itself when it meets the chat.
    emulator.faults().stall("channels.getFullChannel", Duration.ofSeconds(4));
    long start = System.nanoTime();
    JsonNode chat = client.call(request("searchPublicChat").put("username", "ru_python"));
    ObjectNode fullInfo =
        request("getSupergroupFullInfo")
            .put("supergroup_id", chat.at("/type/supergroup_id").asLong());
    FutureTask<JsonNode> slow = new FutureTask<>(() -> client.call(fullInfo));
    new Thread(slow).start();

    assertThat(client.history(chat.path("id").asLong(), 100 << 20, 100)).isNotEmpty();
    assertThat(slow).isNotDone();
    slow.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(4));
  }

  @Test
  void a_history_is_whole_although_its_pages_are_short() throws InterruptedException {
    emulator.faults().shortenPages("messages.getHistory", 7);
    long chatId = client.chatId("ru_python");
    emulator.requests().clear();

    assertThat(client.wholeHistory(chatId)).hasSize(MESSAGES);
    assertThat(emulator.requests().count(account, "messages.getHistory"))
        .isGreaterThanOrEqualTo(MESSAGES / 7);
  }

  @Test
  void two_hundred_messages_are_read_by_one_request() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.requests().clear();

    assertThat(found(client.call(byId(chatId, 200)))).isEqualTo(200);
    assertThat(emulator.requests().count(account, BY_ID)).isEqualTo(1);
  }

  @Test
  void the_later_ids_of_a_cut_answer_look_deleted() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().shortenPages(BY_ID, 100);

    JsonNode messages = client.call(byId(chatId, 200)).path("messages");
    assertThat(messages.path(99).isNull()).isFalse();
    assertThat(messages.path(100).isNull()).isTrue();
  }

  @Test
  void a_request_of_too_many_ids_is_refused() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().refuseMoreIds(BY_ID, 100, "MESSAGE_IDS_TOO_MANY");

    assertThatThrownBy(() -> client.call(byId(chatId, 101)))
        .hasMessageContaining("MESSAGE_IDS_TOO_MANY");
    assertThat(found(client.call(byId(chatId, 100)))).isEqualTo(100);
  }

  private static ObjectNode byId(long chatId, int count) {
    ObjectNode request = request("getMessages").put("chat_id", chatId);
    var ids = request.putArray("message_ids");
    LongStream.rangeClosed(1, count).forEach(id -> ids.add(id << 20));
    return request;
  }

  private static int found(JsonNode answer) {
    int found = 0;
    for (JsonNode message : answer.path("messages")) {
      found += message.isNull() ? 0 : 1;
    }
    return found;
  }
}
