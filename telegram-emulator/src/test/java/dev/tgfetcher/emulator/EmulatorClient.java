package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real TDLib as a client of an emulator, with the calls of these tests. */
final class EmulatorClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final TelegramClient client =
      PatchedTestLibrary.runtime().newClient(TdRuntime.DEFAULT_TIMEOUT);
  private final BlockingQueue<JsonNode> states = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> freezes = new LinkedBlockingQueue<>();

  EmulatorClient(TelegramEmulator emulator, Path directory) throws InterruptedException {
    client.onUpdate(this::keepState);
    URI proxy = URI.create(emulator.proxyUrl());
    ObjectNode type = request("proxyTypeMtproto").put("secret", proxy.getUserInfo());
    ObjectNode address =
        request("proxy").put("server", proxy.getHost()).put("port", proxy.getPort());
    ObjectNode addProxy = request("addProxy").put("enable", true);
    // TDLib uses the proxy from its first connection on, because it is set before the parameters.
    var added = client.send(addProxy.set("proxy", address.set("type", type)));
    call(parameters(directory));
    added.join();
  }

  /** Returns a client that has logged in by code. */
  static EmulatorClient loggedIn(TelegramEmulator emulator, Account account, Path directory)
      throws InterruptedException {
    EmulatorClient client = new EmulatorClient(emulator, directory);
    client.logIn(account);
    client.await("authorizationStateReady");
    return client;
  }

  void logIn(Account account) throws InterruptedException {
    await("authorizationStateWaitPhoneNumber");
    sendPhone(account);
    await("authorizationStateWaitCode");
    sendCode(account.code());
  }

  void sendPhone(Account account) throws InterruptedException {
    call(request("setAuthenticationPhoneNumber").put("phone_number", "+" + account.phone()));
  }

  void sendCode(String code) throws InterruptedException {
    call(request("checkAuthenticationCode").put("code", code));
  }

  void sendPassword(String password) throws InterruptedException {
    call(request("checkAuthenticationPassword").put("password", password));
  }

  /** Waits for a state of the login, and skips other states. */
  JsonNode await(String state) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      JsonNode next = states.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError("TDLib did not reach " + state);
      }
      if (next.path("@type").asString().equals(state)) {
        return next;
      }
    }
  }

  /** Waits for the next update of the account's freeze. */
  JsonNode nextFreeze() throws InterruptedException {
    JsonNode update = freezes.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    if (update == null) {
      throw new AssertionError("TDLib did not say whether the account is frozen");
    }
    return update;
  }

  JsonNode call(ObjectNode request) throws InterruptedException {
    return client.call(request);
  }

  long chatId(String username) throws InterruptedException {
    return call(request("searchPublicChat").put("username", username)).path("id").asLong();
  }

  JsonNode history(long chatId, long fromMessageId, int limit) throws InterruptedException {
    return call(request("getChatHistory")
            .put("chat_id", chatId)
            .put("from_message_id", fromMessageId)
            .put("offset", 0)
            .put("limit", limit)
            .put("only_local", false))
        .path("messages");
  }

  JsonNode messageByDate(long chatId, long date) throws InterruptedException {
    return call(request("getChatMessageByDate").put("chat_id", chatId).put("date", date));
  }

  JsonNode newest(String username) throws InterruptedException {
    return history(loadChat(username), 0, 1).path(0);
  }

  /** Loads the full info of a chat, without which TDLib hides reactions, and returns its id. */
  long loadChat(String username) throws InterruptedException {
    JsonNode chat = call(request("searchPublicChat").put("username", username));
    long supergroup = chat.at("/type/supergroup_id").asLong();
    call(request("getSupergroupFullInfo").put("supergroup_id", supergroup));
    return chat.path("id").asLong();
  }

  JsonNode reactors(JsonNode message) throws InterruptedException {
    return call(request("getMessageAddedReactions")
            .put("chat_id", message.path("chat_id").asLong())
            .put("message_id", message.path("id").asLong())
            .put("offset", "")
            .put("limit", 100))
        .path("reactions");
  }

  /** Reads the whole history, newest first, up to an empty page. */
  List<JsonNode> wholeHistory(long chatId) throws InterruptedException {
    List<JsonNode> messages = new ArrayList<>();
    long from = 0;
    while (true) {
      JsonNode page = history(chatId, from, 100);
      if (page.isEmpty()) {
        return messages;
      }
      page.forEach(messages::add);
      from = messages.get(messages.size() - 1).path("id").asLong();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private void keepState(JsonNode update) {
    if (update.path("@type").asString().equals("updateAuthorizationState")) {
      states.add(update.path("authorization_state"));
    }
    if (update.path("@type").asString().equals("updateFreezeState")) {
      freezes.add(update);
    }
  }

  private static ObjectNode parameters(Path directory) {
    return request("setTdlibParameters")
        .put("database_directory", directory.toString())
        .put("files_directory", directory.resolve("files").toString())
        .put("use_file_database", false)
        .put("use_chat_info_database", true)
        .put("use_message_database", false)
        .put("api_id", 1)
        .put("api_hash", "0123456789abcdef0123456789abcdef")
        .put("system_language_code", "en")
        .put("device_model", "test")
        .put("application_version", "1.0");
  }
}
