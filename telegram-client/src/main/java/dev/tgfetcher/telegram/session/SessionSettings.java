package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.tdjson.JsonBinding;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings that open a session.
 *
 * @param apiId of the application, from my.telegram.org
 * @param directory of the session; made if it is missing
 * @param proxy empty for a direct connection
 * @param device the name of the session in the account's list of devices
 * @param callTimeout the time for the answer to a request
 * @param binding loads TDLib
 */
public record SessionSettings(
    int apiId,
    String apiHash,
    Path directory,
    SessionKey key,
    Optional<TelegramProxy> proxy,
    String device,
    Duration callTimeout,
    TdBinding binding) {

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
        apiId,
        apiHash,
        directory,
        key,
        proxy,
        "tg-fetcher",
        TdRuntime.DEFAULT_TIMEOUT,
        new JsonBinding());
  }

  /** Returns these settings with another binding. */
  public SessionSettings by(TdBinding another) {
    return new SessionSettings(apiId, apiHash, directory, key, proxy, device, callTimeout, another);
  }

  SessionSettings withKey(SessionKey another) {
    return new SessionSettings(
        apiId, apiHash, directory, another, proxy, device, callTimeout, binding);
  }

  /** Returns the request that sets the proxy, or disables an earlier one. */
  ObjectNode proxyRequest() {
    return proxy
        .map(TelegramProxy::toRequest)
        .orElseGet(() -> TelegramClient.request("disableProxy"));
  }

  /**
   * Returns the request that opens the database. The database keeps no messages, so that every read
   * is fresh. It keeps chats, so that they stay reachable by id after a restart.
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
