package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that opens a session.
 *
 * @param apiId of the application, from my.telegram.org
 * @param directory the session's own; made when it is not there
 * @param proxy empty for the direct way
 * @param device how the session shows in the account's list of devices
 * @param callTimeout for a call's answer
 */
public record SessionSettings(
    int apiId,
    String apiHash,
    Path directory,
    SessionKey key,
    Optional<TelegramProxy> proxy,
    String device,
    Duration callTimeout) {

  public SessionSettings {
    if (apiId <= 0) {
      throw new IllegalArgumentException("TELEGRAM_API_ID must be a positive number");
    }
    if (apiHash.isBlank()) {
      throw new IllegalArgumentException("TELEGRAM_API_HASH must not be blank");
    }
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("a call's timeout must be longer than nothing");
    }
    SecretMask.add(apiHash);
    proxy.map(TelegramProxy::secret).ifPresent(SecretMask::add);
  }

  public static SessionSettings of(
      int apiId, String apiHash, Path directory, SessionKey key, Optional<TelegramProxy> proxy) {
    return new SessionSettings(
        apiId, apiHash, directory, key, proxy, "tg-fetcher", TdRuntime.DEFAULT_TIMEOUT);
  }

  public SessionSettings withCallTimeout(Duration timeout) {
    return new SessionSettings(apiId, apiHash, directory, key, proxy, device, timeout);
  }

  SessionSettings withKey(SessionKey another) {
    return new SessionSettings(apiId, apiHash, directory, another, proxy, device, callTimeout);
  }

  /** The request that makes TDLib use the configured way to Telegram, and no other. */
  ObjectNode proxyRequest() {
    return proxy
        .map(TelegramProxy::toRequest)
        .orElseGet(() -> TelegramClient.request("disableProxy"));
  }

  /**
   * The request that opens the database. Messages are not kept in it: every read is fresh then.
   * Chats are, so that they stay reachable by id after a restart.
   */
  ObjectNode parametersRequest() {
    return TelegramClient.request("setTdlibParameters")
        .put("use_test_dc", false)
        .put("database_directory", directory.toAbsolutePath().toString())
        .put("files_directory", directory.toAbsolutePath().toString())
        .put("database_encryption_key", key.base64())
        .put("use_file_database", false)
        .put("use_chat_info_database", true)
        .put("use_message_database", false)
        .put("use_secret_chats", false)
        .put("api_id", apiId)
        .put("api_hash", apiHash)
        .put("system_language_code", "en")
        .put("device_model", device)
        .put("system_version", System.getProperty("os.name", "unknown"))
        .put("application_version", "1.0");
  }

  @Override
  public String toString() {
    return "SessionSettings[directory=%s, key=%s, proxy=%s]"
        .formatted(directory, key, proxy.map(Object::toString).orElse("none"));
  }
}
