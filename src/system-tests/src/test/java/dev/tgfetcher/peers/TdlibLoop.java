package dev.tgfetcher.peers;

import static dev.tgfetcher.telegram.TelegramClient.request;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A loop of TDLib's requests through the worker's binding, which counts messages. */
public final class TdlibLoop {
  static final String BY_HISTORY = "getChatHistory";
  static final String BY_ID = "getMessages";

  private static final int PAGE = 100;
  private static final int SLICE = 200;

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
    JsonNode chat = client.call(request("searchPublicChat").put("username", username));
    client.call(
        request("getSupergroupFullInfo")
            .put("supergroup_id", chat.path("type").path("supergroup_id").asLong()));
    long id = chat.path("id").asLong();
    client.call(request("openChat").put("chat_id", id));
    return byId ? readById(id) : readHistory(id);
  }

  private long readHistory(long chat) throws InterruptedException {
    long messages = 0;
    JsonNode page = page(chat, 0, PAGE);
    while (!page.isEmpty()) {
      messages += page.size();
      page = page(chat, page.get(page.size() - 1).path("id").asLong(), PAGE);
    }
    return messages;
  }

  private JsonNode page(long chat, long from, int limit) throws InterruptedException {
    return client
        .call(
            request("getChatHistory")
                .put("chat_id", chat)
                .put("from_message_id", from)
                .put("offset", 0)
                .put("limit", limit)
                .put("only_local", false))
        .path("messages");
  }

  private long readById(long chat) throws InterruptedException {
    long newest = page(chat, 0, 1).path(0).path("id").asLong() >> 20;
    long messages = 0;
    for (long last = newest; last > 0; last -= SLICE) {
      messages += slice(chat, Math.max(1, last - SLICE + 1), last);
    }
    return messages;
  }

  private long slice(long chat, long first, long last) throws InterruptedException {
    ObjectNode request = request("getMessages").put("chat_id", chat);
    ArrayNode ids = request.putArray("message_ids");
    for (long id = first; id <= last; id++) {
      ids.add(id << 20);
    }
    return client.call(request).path("messages").valueStream().filter(m -> !m.isNull()).count();
  }
}
