package dev.tgfetcher.peers;

import dev.tgfetcher.bench.BareLoop;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A loop of TDLib's requests through the worker's binding, which counts messages. */
public final class TdlibLoop {
  static final String BY_HISTORY = "getChatHistory";
  static final String BY_ID = "getMessages";

  private final TelegramClient client;
  private final boolean byId;

  private TdlibLoop(TelegramClient client, boolean byId) {
    this.client = client;
    this.byId = byId;
  }

  /** The argument is the method. The environment is that of a worker. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Logging.text(System.err, "ERROR");
    Map<String, String> environment = System.getenv();
    SessionSettings settings =
        new SessionSettingsFactory(Settings.load(environment, Path.of("")).session())
            .settings(environment.get("SESSION_NAME"));
    Path library = Path.of(environment.get("TDLIB_LIBRARY"));
    try (TelegramSession session = TelegramSession.open(library, settings)) {
      System.out.println("a bare loop of `" + args[0] + "`");
      new TdlibLoop(session, args[0].equals(BY_ID)).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long messages = 0;
      for (String username : line.split(" ", -1)) {
        messages += read(username);
      }
      System.out.println(messages);
    }
  }

  private long read(String username) throws InterruptedException {
    BareLoop loop = BareLoop.open(client, username);
    return byId ? loop.readByIds() : loop.readHistory();
  }
}
