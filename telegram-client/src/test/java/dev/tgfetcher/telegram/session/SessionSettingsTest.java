package dev.tgfetcher.telegram.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.tdjson.JsonBinding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SessionSettingsTest {
  private static final String HASH = "0f0e0d0c0b0a09080706050403020100";
  private static final Path DIRECTORY = Path.of("sessions", "main");

  @Test
  void the_database_keeps_chats_and_no_messages() {
    ObjectNode request = settings(1, HASH, SessionKey.none()).parametersRequest();

    assertThat(request.path("use_message_database").asBoolean()).isFalse();
    assertThat(request.path("use_file_database").asBoolean()).isFalse();
    assertThat(request.path("use_secret_chats").asBoolean()).isFalse();
    assertThat(request.path("use_chat_info_database").asBoolean()).isTrue();
    assertThat(request.path("database_encryption_key").asString()).isEmpty();
    assertThat(Path.of(request.path("database_directory").asString())).isAbsolute();
  }

  @Test
  void without_a_proxy_a_former_one_is_switched_off() {
    assertThat(settings(1, HASH, SessionKey.none()).proxyRequest())
        .hasToString("{\"@type\":\"disableProxy\"}");
  }

  @Test
  void the_key_is_stretched_and_the_same_everywhere() {
    SessionKey key = SessionKey.of("correct horse battery");

    assertThat(Base64.getDecoder().decode(key.base64())).hasSize(32);
    assertThat(SessionKey.of("correct horse battery").base64()).isEqualTo(key.base64());
    assertThat(SessionKey.of("another").base64()).isNotEqualTo(key.base64());
  }

  @Test
  void secrets_do_not_show() {
    SessionKey key = SessionKey.of("correct horse battery");
    SessionSettings settings = settings(1, HASH, key);

    assertThat(settings.toString())
        .contains(DIRECTORY.toString())
        .doesNotContain(HASH, "horse", key.base64());
    assertThat(SecretMask.apply("with " + HASH + " and correct horse battery"))
        .isEqualTo("with *** and ***");
  }

  @Test
  void an_invalid_value_is_refused_with_the_property_named() {
    assertThatThrownBy(() -> settings(0, HASH, SessionKey.none()))
        .hasMessageContaining("TELEGRAM_API_ID");
    assertThatThrownBy(() -> settings(1, " ", SessionKey.none()))
        .hasMessageContaining("TELEGRAM_API_HASH");
    assertThatThrownBy(() -> SessionKey.of(" ")).hasMessageContaining("SESSION_KEY");
    assertThatThrownBy(
            () ->
                new SessionSettings(
                    1,
                    HASH,
                    DIRECTORY,
                    SessionKey.none(),
                    Optional.empty(),
                    "device",
                    Duration.ZERO,
                    new JsonBinding()))
        .hasMessageContaining("timeout");
  }

  private static SessionSettings settings(int apiId, String apiHash, SessionKey key) {
    return SessionSettings.of(apiId, apiHash, DIRECTORY, key, Optional.empty());
  }
}
