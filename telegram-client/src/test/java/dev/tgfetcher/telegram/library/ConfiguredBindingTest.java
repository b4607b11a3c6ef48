package dev.tgfetcher.telegram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdJson;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredBindingTest {
  @TempDir private Path folder;

  /** A binding with its library in its jars, that loads nothing. */
  private record BundledBinding(String name, Optional<URL> bundledLibrary) implements TdBinding {
    @Override
    public String description() {
      return "a binding of a test 1.0";
    }

    @Override
    public String oldestVersion() {
      return "1.8.66";
    }

    @Override
    public TdJson load(Path library) {
      throw new UnsatisfiedLinkError("no library");
    }
  }

  @Test
  void the_json_interface_is_the_default() {
    assertThat(ConfiguredBinding.of(Map.of())).isEqualTo(new JsonBinding());
    assertThat(ConfiguredBinding.of(Map.of("TDLIB_BINDING", " "))).isEqualTo(new JsonBinding());
    assertThat(ConfiguredBinding.of(Map.of("TDLIB_BINDING", "json"))).isEqualTo(new JsonBinding());
  }

  @Test
  void another_binding_is_found_by_its_name() {
    TdBinding other = new BundledBinding("tdlight", Optional.empty());

    assertThat(ConfiguredBinding.named("tdlight", List.of(new JsonBinding(), other)))
        .isSameAs(other);
  }

  @Test
  void an_unknown_name_is_refused_in_one_line_with_the_names_that_exist() {
    assertRefused(() -> ConfiguredBinding.named("jsn"))
        .hasMessage(
            "TDLIB_BINDING=jsn: there is no such binding: set it to one of json, or unset it");
  }

  @Test
  void a_missing_module_is_refused_in_one_line_with_the_command_that_builds_it() {
    assertRefused(() -> ConfiguredBinding.named("tdlight", List.of(new JsonBinding())))
        .hasMessageContaining("TDLIB_BINDING=tdlight: this build has no module")
        .hasMessageContaining("mvn -Ptdlight -Dtdlight.repository=")
        .hasMessageContaining("or set TDLIB_BINDING=json");
  }

  @Test
  void a_bundled_library_is_unpacked_once_under_the_hash_of_its_content() throws Exception {
    Path resource = Files.writeString(folder.resolve("libsample.so"), "a library");

    Path first = BundledLibrary.unpack(url(resource), folder.resolve("cache"));
    Path again = BundledLibrary.unpack(url(resource), folder.resolve("cache"));
    Files.writeString(resource, "a newer library");
    Path newer = BundledLibrary.unpack(url(resource), folder.resolve("cache"));

    assertThat(again).isEqualTo(first).hasFileName("libsample.so").hasContent("a library");
    assertThat(newer).isNotEqualTo(first).hasContent("a newer library");
    assertThat(first.getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void an_older_library_than_the_tested_one_is_refused_with_the_remedy() {
    TdBinding binding = new BundledBinding("sample", Optional.empty());
    Path library = Path.of("/lib/libsample.so");

    assertThat(new LoadedTdlib(binding, "1.8.66", library).description())
        .isEqualTo("TDLib 1.8.66 by a binding of a test 1.0");
    assertRefused(() -> new LoadedTdlib(binding, "1.8.9", library))
        .hasMessage(
            "/lib/libsample.so is TDLib 1.8.9, older than 1.8.66, which was tested with a binding"
                + " of a test 1.0: set TDLIB_LIBRARY to a newer library, or unset it");
    assertRefused(() -> LoadedTdlib.load(binding, library))
        .hasMessage("/lib/libsample.so does not load by a binding of a test 1.0: no library");
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(TdlibUnavailableException.class)
        .hasMessageNotContaining("\n");
  }
}
