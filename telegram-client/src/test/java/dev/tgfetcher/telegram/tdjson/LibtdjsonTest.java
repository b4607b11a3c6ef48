package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.library.ConfiguredLibrary;
import dev.tgfetcher.telegram.library.TdlibBuild;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.library.TestLibrary;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the library that the provisioner provides. */
class LibtdjsonTest {
  private final Path library = TestLibrary.path();

  @Test
  void it_is_the_version_that_is_expected() {
    try (TdRuntime runtime = TdRuntime.open(library)) {
      assertThat(runtime.version()).isEqualTo(TdlibBuild.VERSION);
    }
    assertThat(ConfiguredLibrary.check(library)).isEqualTo(library);
  }

  @Test
  void it_answers_at_once_without_a_client() {
    try (TdRuntime runtime = TdRuntime.open(library)) {
      assertThat(
              runtime
                  .execute(
                      TelegramClient.request("getTextEntities")
                          .put("text", "hello @durov, merhaba"))
                  .at("/entities/0/type/@type")
                  .asString())
          .isEqualTo("textEntityTypeMention");
      assertThatThrownBy(() -> runtime.execute(TelegramClient.request("noSuchRequest")))
          .isInstanceOf(TelegramException.class);
    }
  }

  @Test
  void several_users_share_one_receiver_and_clients_close_cleanly() throws Exception {
    try (TdRuntime staying = TdRuntime.open(library);
        TelegramClient one = staying.newClient(TdRuntime.DEFAULT_TIMEOUT)) {
      try (TdRuntime leaving = TdRuntime.open(library);
          TelegramClient two = leaving.newClient(TdRuntime.DEFAULT_TIMEOUT)) {
        assertThat(version(two)).isEqualTo(TdlibBuild.VERSION);
      }

      assertThat(version(one)).isEqualTo(TdlibBuild.VERSION);
    }
  }

  private static String version(TelegramClient client) throws InterruptedException {
    return client
        .call(TelegramClient.request("getOption").put("name", "version"))
        .path("value")
        .asString();
  }

  @Test
  void the_environment_may_name_the_library() throws Exception {
    Map<String, String> environment = Map.of("TDLIB_LIBRARY", library.toString());

    assertThat(TdlibProvisioner.ofThisMachine(environment, line -> {}).provide())
        .isEqualTo(library);
  }
}
