package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GeneratedWorldTest {
  @TempDir Path directory;

  @Test
  void the_real_tdlib_reads_a_generated_world_unchanged() throws InterruptedException {
    Timeline days = Timeline.days(LocalDate.parse("2025-11-07"), 120, 0, 130);
    World world =
        World.generated(
            7,
            new WorldSpec(
                1,
                List.of(
                    GeneratedChat.supergroup("gen_group", "Group", days),
                    GeneratedChat.channel("gen_news", "News", days, 2))));
    try (TelegramEmulator emulator = TelegramEmulator.start(world);
        EmulatorClient client =
            EmulatorClient.loggedIn(emulator, world.accounts().iterator().next(), directory)) {
      for (String name : List.of("gen_group", "gen_news", "gen_news_chat")) {
        compare(world, name, client.wholeHistory(client.loadChat(name)));
      }
      assertThat(client.call(request("getMe")).path("id").asLong()).isPositive();
    }
  }

  private static void compare(World world, String name, List<JsonNode> read) {
    assertThat(read).hasSize(world.chat(name).history().count());
    for (JsonNode message : read) {
      int id = (int) (message.path("id").asLong() >> 20);
      Message original = world.chat(name).history().find(id);
      assertThat(original).isNotNull();
      assertThat(message.path("date").asLong()).isEqualTo(original.epochSecond());
      assertThat(typeOf(message)).isEqualTo(typeOf(original));
      if (original.media() == null) {
        assertThat(message.at("/content/text/text").asString("")).isEqualTo(original.text());
      }
      // TDLib loads the newest message with the chat, before it shows reactions.
      if (!message.equals(read.get(0))) {
        assertThat(message.at("/interaction_info/reactions/reactions").size())
            .isEqualTo(original.reactions().size());
      }
    }
  }

  private static String typeOf(JsonNode message) {
    return message.at("/content/@type").asString().replace("message", "");
  }

  private static String typeOf(Message message) {
    String snake = message.action() != null ? message.action().type() : "text";
    if (message.media() != null) {
      snake = message.media().type();
    }
    StringBuilder camel = new StringBuilder();
    for (String word : snake.split("_", -1)) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }
}
