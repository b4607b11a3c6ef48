package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.session.AccountRestrictedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TDLib keeps a refusal that the frozen account got for one of the group. */
class FrozenPrivateGroupTest {
  private static final Freeze FREEZE =
      new Freeze(1_762_509_600, 1_765_101_600, "https://t.me/spambot");

  /** TDLib learns slowly that the refusal is over. */
  private static final List<String> SLOW =
      List.of(
          "channels.getFullChannel",
          "channels.getChannels",
          "updates.getChannelDifference",
          "messages.getPeerDialogs",
          "messages.getDialogs",
          "messages.getHistory");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void it_can_be_read_at_once_after_the_freeze(int requests) throws Exception {
    WorldBuilder builder = World.builder();
    Account account = builder.account("+99966200001", "22222");
    User ann = builder.user(7, "Ann Lee");
    Chat team = builder.privateSupergroup("Team").joinedBy(account, UtcDay.start(FIRST));
    for (int i = 0; i < 200; i++) {
      int seconds = i * 400;
      team.add(m -> m.from(ann).at(UtcDay.start(FIRST).plusSeconds(seconds)).text("words"));
    }
    String chat = Long.toString(-1_000_000_000_000L - team.id());
    FetchWindow window = FetchWindow.of(FIRST, FIRST);
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      world.faults().runAfter(requests, () -> world.emulator().freeze(account, FREEZE));
      assertThatThrownBy(() -> world.fetch(chat, window, false))
          .isInstanceOf(AccountRestrictedException.class);
      SLOW.forEach(method -> world.faults().stall(method, Duration.ofMillis(700)));
      world.unfreeze(account);

      assertThat(world.fetch(chat, window, false).get(0).messages()).hasSize(200);
    }
  }
}
