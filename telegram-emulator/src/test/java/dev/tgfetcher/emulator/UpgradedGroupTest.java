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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A basic group that became a supergroup is a chat of its own, with the days before. */
class UpgradedGroupTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");
  private static final long GROUP = 4711;
  private static final int OLD = 120;

  @TempDir Path directory;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final Chat group = builder.group(GROUP, "Python");
  private final Chat supergroup = builder.supergroup("ru_python", "Python");

  UpgradedGroupTest() {
    group.add(m -> m.from(ann).at(NOON).text("old one").reaction("👍", 2));
    for (int i = 2; i <= OLD; i++) {
      group.add(m -> m.from(ann).at(NOON.plusSeconds(1)).text("old"));
    }
    supergroup.upgradedFrom(group, NOON.plusSeconds(2));
    supergroup.add(m -> m.from(ann).at(NOON.plusSeconds(3)).text("new"));
  }

  @Test
  void both_histories_are_read_by_a_fresh_client() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      JsonNode full = fullInfo(client);
      JsonNode old = client.call(createGroup(full.path("upgraded_from_basic_group_id").asLong()));
      client.call(request("getBasicGroupFullInfo").put("basic_group_id", GROUP));
      JsonNode basic = client.call(request("getBasicGroup").put("basic_group_id", GROUP));
      List<JsonNode> before = client.wholeHistory(old.path("id").asLong());
      List<JsonNode> after = client.wholeHistory(client.chatId("ru_python"));

      assertThat(full.path("upgraded_from_max_message_id").asLong()).isEqualTo((OLD + 1L) << 20);
      assertThat(basic.path("is_active").asBoolean()).isFalse();
      assertThat(basic.path("upgraded_to_supergroup_id").asLong()).isEqualTo(supergroup.id());
      assertThat(before)
          .hasSize(OLD + 1)
          .extracting(m -> m.at("/content/@type").asString())
          .startsWith("messageChatUpgradeTo", "messageText");
      // TDLib hides all reactions of a group that is not active, as if the account were banned.
      assertThat(before.get(OLD).has("interaction_info")).isFalse();
      assertThat(after)
          .extracting(m -> m.at("/content/@type").asString())
          .containsExactly("messageText", "messageChatUpgradeFrom");
      assertThat(client.messageByDate(old.path("id").asLong(), NOON.getEpochSecond()).path("id"))
          .isEqualTo(before.get(OLD).path("id"));
    }
  }

  @Test
  void a_group_that_the_account_cannot_read_is_only_an_id() throws InterruptedException {
    group.denyTo(account);
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      assertThat(fullInfo(client).path("upgraded_from_basic_group_id").asLong()).isEqualTo(GROUP);
      assertThatThrownBy(() -> client.call(createGroup(GROUP))).hasMessageContaining("400");
      assertThat(client.wholeHistory(client.chatId("ru_python"))).hasSize(2);
    }
  }

  private static ObjectNode createGroup(long id) {
    return request("createBasicGroupChat").put("basic_group_id", id).put("force", false);
  }

  private static JsonNode fullInfo(EmulatorClient client) throws InterruptedException {
    JsonNode chat = client.call(request("searchPublicChat").put("username", "ru_python"));
    return client.call(
        request("getSupergroupFullInfo")
            .put("supergroup_id", chat.at("/type/supergroup_id").asLong()));
  }
}
