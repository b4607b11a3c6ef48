package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TDLib requests no full info of a group that refuses the account, so none is waited for. */
class LostAccessTest {
  private static final FetchWindow WINDOW = FetchWindow.of(FIRST, FIRST);

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final Chat team =
      builder.privateSupergroup("Team").joinedBy(account, UtcDay.start(FIRST));
  private final String chat = Long.toString(-1_000_000_000_000L - team.id());

  LostAccessTest() {
    team.add(
        m -> m.from(builder.user(7, "Ann Lee")).at(UtcDay.start(FIRST).plusSeconds(60)).text("hi"));
  }

  private static void assertRefused(FetchedWorld world, String chat) {
    assertThatThrownBy(() -> world.fetch(chat, WINDOW, false))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.ACCESS_DENIED));
  }

  @Test
  void each_fetch_of_the_group_is_refused_while_the_client_stays_open() throws Exception {
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      world.fetch(chat, WINDOW, false);
      team.makePrivate();
      assertRefused(world, chat);
      assertRefused(world, chat);
    }
  }

  @Test
  void the_group_is_read_by_the_next_client_when_the_account_may_again() throws Exception {
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      world.fetch(chat, WINDOW, false);
      team.makePrivate();
      world.reopen();
      assertRefused(world, chat);
      team.makePublic();
      world.reopen();

      assertThat(world.fetch(chat, WINDOW, false).get(0).messages()).hasSize(1);
    }
  }
}
