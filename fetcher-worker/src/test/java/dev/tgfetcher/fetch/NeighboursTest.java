package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TDLib has loaded messages of a day when the day beside it was read, and they change. */
class NeighboursTest {
  private static final int DAYS = 5;
  private static final int OF_DAY = 60;
  private static final LocalDate MIDDLE = FIRST.plusDays(2);

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");

  private void fill(Chat chat) {
    fill(chat, 0);
  }

  private void fill(Chat chat, int daysLater) {
    for (int i = 0; i < DAYS * OF_DAY; i++) {
      Instant date = UtcDay.start(FIRST.plusDays(daysLater)).plusSeconds(i * 86_400L / OF_DAY);
      chat.add(m -> m.from(ann).at(date).text("words").reaction("\u2764", 3));
    }
  }

  private static void fetch(FetchedWorld world, String chat, LocalDate day)
      throws InterruptedException {
    world.assertSame(chat, world.fetch("@" + chat, FetchWindow.of(day, day), false));
  }

  private static void change(Chat chat) {
    for (int id = 1; id <= DAYS * OF_DAY; id++) {
      chat.edit(id, m -> m.text("edited").editedAt(FetchedWorld.NOW).reaction("\ud83d\udd25", 77));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200})
  void changes_since_the_first_read_are_found_without_another_client(int idsPerRequest)
      throws Exception {
    Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
    fill(talk);
    try (FetchedWorld world = FetchedWorld.startWithIds(builder.build(), folder, idsPerRequest)) {
      fetch(world, "talk", MIDDLE);
      change(talk);

      fetch(world, "talk", MIDDLE.minusDays(1));
      fetch(world, "talk", MIDDLE.plusDays(1));
      fetch(world, "talk", MIDDLE.minusDays(2));

      assertThat(world.replacedClients()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200})
  void messages_that_are_deleted_since_are_not_read(int idsPerRequest) throws Exception {
    Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
    fill(talk);
    try (FetchedWorld world = FetchedWorld.startWithIds(builder.build(), folder, idsPerRequest)) {
      fetch(world, "talk", MIDDLE);
      talk.delete(2 * OF_DAY - 3);
      talk.delete(3 * OF_DAY + 3);

      fetch(world, "talk", MIDDLE.minusDays(1));
      fetch(world, "talk", MIDDLE.plusDays(1));
    }
  }

  @Test
  void changes_in_the_basic_group_of_an_upgraded_group_are_found() throws Exception {
    Chat group = builder.group(4_711, "Group").joinedBy(account);
    fill(group);
    Instant upgrade = UtcDay.start(FIRST.plusDays(DAYS));
    Chat talk = builder.supergroup("talk", "Talk").joinedBy(account).upgradedFrom(group, upgrade);
    fill(talk, DAYS + 1);
    try (FetchedWorld world = FetchedWorld.start(builder.build(), folder, 1_000_000)) {
      fetch(world, "talk", MIDDLE);
      change(group);

      fetch(world, "talk", MIDDLE.minusDays(1));
      fetch(world, "talk", MIDDLE.plusDays(1));
      int replaced = world.replacedClients();
      fetch(world, "talk", FIRST.plusDays(DAYS + 2));

      assertThat(replaced).isPositive();
      assertThat(world.replacedClients()).as("after the upgrade").isEqualTo(replaced);
    }
  }

  @Test
  void comments_of_another_day_are_read_without_another_client() throws Exception {
    Chat group = builder.supergroup("news_chat", "News chat").joinedBy(account);
    Chat news = builder.channel("news", "News").linkedTo(group);
    for (int day = 0; day < DAYS; day++) {
      Instant date = UtcDay.start(FIRST.plusDays(day)).plusSeconds(3_600);
      for (int post = 0; post < 5; post++) {
        int id = news.add(m -> m.at(date).text("post"));
        for (int i = 0; i < 6; i++) {
          news.comment(id, m -> m.from(ann).at(date.plusSeconds(60)).text("words"));
        }
      }
    }
    try (FetchedWorld world = FetchedWorld.start(builder.build(), folder, 1_000_000)) {
      fetch(world, "news", MIDDLE);
      for (int id = 1; id <= group.lastId(); id++) {
        group.edit(id, m -> m.text("edited").editedAt(FetchedWorld.NOW));
      }

      fetch(world, "news", MIDDLE.minusDays(1));
      fetch(world, "news", MIDDLE.plusDays(1));

      assertThat(world.replacedClients()).isZero();
    }
  }
}
