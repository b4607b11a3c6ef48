package dev.tgfetcher.testing;

import dev.tgfetcher.emulator.PatchedTdlib;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.library.ConfiguredBinding;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.login.Login;
import dev.tgfetcher.telegram.login.LoginMethod;
import dev.tgfetcher.telegram.login.LoginPrompt;
import dev.tgfetcher.telegram.session.SessionKey;
import dev.tgfetcher.telegram.session.SessionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** An emulator, the real TDLib patched to trust it, and sessions that are logged in. */
public final class TestTelegram implements AutoCloseable {
  public static final String KEY = "a key for tests";

  /** Rates so high that no test waits for a permit. */
  public static final Map<String, String> GENEROUS_RATES =
      Map.of(
          "RATE_LIMIT_HISTORY", "10000/s",
          "RATE_LIMIT_MESSAGES", "10000/s",
          "RATE_LIMIT_REPLIES", "10000/s",
          "RATE_LIMIT_REACTIONS", "10000/s",
          "RATE_LIMIT_RESOLVE", "10000/s",
          "RATE_LIMIT_FULL_INFO", "10000/s",
          "RATE_LIMIT_OTHER", "10000/s");

  private static final int API_ID = 12345;
  private static final String API_HASH = "0123456789abcdef0123456789abcdef";

  private final TelegramEmulator emulator;
  private final Path sessions;

  private TestTelegram(TelegramEmulator emulator, Path sessions) {
    this.emulator = emulator;
    this.sessions = sessions;
  }

  /**
   * Starts an emulator of a world.
   *
   * @param sessions the folder for sessions
   */
  public static TestTelegram start(World world, Path sessions) {
    return new TestTelegram(TelegramEmulator.start(world), sessions);
  }

  public TelegramEmulator emulator() {
    return emulator;
  }

  /** The copy of TDLib that trusts emulators only. All tests of a run share it. */
  public static Path library() {
    return Library.PATCHED;
  }

  /** Logs an account in and stores it as a session with this name. */
  public SessionSettings logIn(String session, Account account) throws InterruptedException {
    SessionSettings settings = settings(session);
    Login.run(library(), settings, LoginMethod.PHONE_CODE, new AccountPrompt(account));
    return settings;
  }

  public SessionSettings settings(String session) {
    return SessionSettings.of(
            API_ID,
            API_HASH,
            sessions.resolve(session),
            SessionKey.of(KEY),
            Optional.of(TelegramProxy.parse(emulator.proxyUrl())))
        .by(ConfiguredBinding.of(System.getenv()));
  }

  /** The environment of a worker that uses this emulator. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(GENEROUS_RATES);
    environment.put("TELEGRAM_API_ID", String.valueOf(API_ID));
    environment.put("TELEGRAM_API_HASH", API_HASH);
    environment.put("TELEGRAM_PROXY", emulator.proxyUrl());
    environment.put("SESSION_KEY", KEY);
    environment.put("SESSION_DIR", sessions.toString());
    environment.put("TDLIB_BINDING", ConfiguredBinding.of(System.getenv()).name());
    environment.put("TDLIB_LIBRARY", library().toString());
    environment.put("HTTP_PORT", "0");
    return environment;
  }

  @Override
  public void close() {
    emulator.close();
  }

  private record AccountPrompt(Account account) implements LoginPrompt {
    @Override
    public String phoneNumber() {
      return account.phone();
    }

    @Override
    public String code(String where) {
      return account.code();
    }

    @Override
    public String password(String hint) {
      return String.valueOf(account.password());
    }

    @Override
    public String emailAddress() {
      throw new IllegalStateException("the emulator asks for no address");
    }

    @Override
    public void showQr(String link) {
      throw new IllegalStateException("logged in by code");
    }

    @Override
    public void print(String line) {
      LoggerFactory.getLogger(TestTelegram.class).debug("{}", line);
    }
  }

  private static final class Library {
    static final Path PATCHED = patch();

    private static Path patch() {
      try {
        Path original =
            TdlibProvisioner.ofThisMachine(
                    System.getenv(), LoggerFactory.getLogger(TestTelegram.class)::info)
                .provide();
        return PatchedTdlib.patch(
            original, Files.createDirectories(Path.of("target", "tdlib").toAbsolutePath()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
