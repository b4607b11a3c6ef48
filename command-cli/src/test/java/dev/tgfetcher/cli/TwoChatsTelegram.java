package dev.tgfetcher.cli;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;

/** An emulated Telegram with the chats ru_python and ru_java, and a session that may read them. */
public final class TwoChatsTelegram {
  private TwoChatsTelegram() {}

  /** Starts the emulator and logs in to the session {@code main}. */
  public static TestTelegram start(Path sessions) throws InterruptedException {
    WorldBuilder world = World.builder();
    Account account = world.account("79990000001", "12345");
    User anna = world.user(501, "Anna");
    Chat python = world.supergroup("ru_python", "Python").joinedBy(account);
    python.add(m -> m.at("2025-11-05T10:00:00Z").from(anna).text("one"));
    python.add(m -> m.at("2025-11-07T10:00:00Z").from(anna).text("two"));
    python.add(m -> m.at("2025-11-07T11:00:00Z").from(anna).text("three"));
    Chat java = world.supergroup("ru_java", "Java").joinedBy(account);
    java.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("four"));
    TestTelegram telegram = TestTelegram.start(world.build(), sessions);
    telegram.logIn("main", account);
    return telegram;
  }
}
