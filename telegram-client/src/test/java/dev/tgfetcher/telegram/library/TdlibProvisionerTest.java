package dev.tgfetcher.telegram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TdlibProvisionerTest {
  private static final PackedLibrary PACKED = PackedLibrary.of("a library of some length");

  @TempDir private Path cache;
  private final List<List<String>> commands = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @Test
  void it_fetches_once_and_then_takes_the_library_from_the_cache() throws Exception {
    TdlibProvisioner provisioner = provisioner(PACKED.build(), npmThatPacks(PACKED));
    assertThat(provisioner.present()).isEmpty();

    Path library = provisioner.provide();
    Path again = provisioner.provide();

    assertThat(library)
        .hasBinaryContent(PACKED.library())
        .startsWith(cache.resolve("tdlib/1.8.67/test-platform"))
        .isEqualTo(again);
    assertThat(commands).hasSize(1);
    assertThat(commands.get(0))
        .startsWith("npm", "pack", "@prebuilt-tdlib/test-platform@0.1008067.0");
    assertThat(progress).hasSize(2).first().asString().contains("Fetching TDLib 1.8.67");
    assertThat(library.resolveSibling("download")).doesNotExist();
  }

  @Test
  void a_damaged_library_in_the_cache_is_fetched_again() throws Exception {
    TdlibProvisioner provisioner = provisioner(PACKED.build(), npmThatPacks(PACKED));
    Path library = provisioner.provide();
    Files.writeString(library, "half a libr");
    assertThat(provisioner.present()).isEmpty();

    assertThat(provisioner.provide()).hasBinaryContent(PACKED.library());
    assertThat(commands).hasSize(2);
  }

  @Test
  void the_files_of_a_killed_process_do_no_harm() throws Exception {
    Path download = cache.resolve("tdlib/1.8.67/test-platform/download");
    Files.createDirectories(download);
    Files.writeString(download.resolve("old.tgz"), "left behind");

    Path library = provisioner(PACKED.build(), npmThatPacks(PACKED)).provide();

    assertThat(library).hasBinaryContent(PACKED.library());
    assertThat(download).doesNotExist();
  }

  @Test
  void without_npm_it_names_the_ways_out() {
    ProcessRunner noNpm =
        (command, directory) -> {
          throw new IOException("error=2, No such file or directory");
        };

    assertRefused(() -> provisioner(PACKED.build(), noNpm).provide())
        .hasMessageContaining("npm is not installed")
        .hasMessageContaining("install npm")
        .hasMessageContaining("TDLIB_LIBRARY=/path/to/libtdjson.so")
        .hasMessageContaining("tg-fetcher tdlib install");
  }

  @Test
  void without_a_network_it_shows_the_reason_of_npm() {
    ProcessRunner offline =
        (command, directory) ->
            new ProcessRunner.Outcome(
                1,
                """
                npm error code ENOTFOUND
                npm error syscall getaddrinfo
                npm error errno ENOTFOUND
                npm error network request failed, reason: getaddrinfo ENOTFOUND
                npm error A complete log of this run can be found in: some.log
                """);

    assertRefused(() -> provisioner(PACKED.build(), offline).provide())
        .hasMessageContaining("npm says: network request failed, reason: getaddrinfo ENOTFOUND. ");
  }

  @Test
  void npm_that_packs_nothing_is_a_failure() {
    ProcessRunner idle = (command, directory) -> new ProcessRunner.Outcome(0, "");

    assertRefused(() -> provisioner(PACKED.build(), idle).provide())
        .hasMessageContaining("npm packed nothing");
  }

  @Test
  void a_package_with_another_checksum_is_refused() {
    PackedLibrary other = PackedLibrary.of("another library");

    assertRefused(() -> provisioner(PACKED.build(), npmThatPacks(other)).provide())
        .hasMessageContaining(PackedLibrary.sha256(other.archive()))
        .hasMessageContaining(PackedLibrary.sha256(PACKED.archive()));
    assertThat(provisioner(PACKED.build(), npmThatPacks(other)).present()).isEmpty();
  }

  @Test
  void a_library_with_another_checksum_is_refused() {
    TdlibBuild expectsOther = PACKED.build().trusting("0".repeat(64));

    assertRefused(() -> provisioner(expectsOther, npmThatPacks(PACKED)).provide())
        .hasMessageContaining("libtdjson.so has the checksum");
    assertThat(cache).isDirectoryNotContaining("glob:**/libtdjson.so");
  }

  @Test
  void an_archive_without_the_library_is_refused() {
    TdlibBuild otherFile =
        new TdlibBuild("test-platform", "other.so", null, PACKED.build().librarySha256());

    assertRefused(() -> provisioner(otherFile, npmThatPacks(PACKED)).provide())
        .hasMessageContaining("holds no package/other.so");
  }

  @Test
  void an_archive_that_ends_too_early_is_refused() {
    byte[] whole = PACKED.archive();
    PackedLibrary half =
        new PackedLibrary(PACKED.library(), Arrays.copyOf(whole, whole.length / 2));
    TdlibBuild trustsLibraryAlone = PACKED.build().trusting(PACKED.build().librarySha256());

    assertRefused(() -> provisioner(trustsLibraryAlone, npmThatPacks(half)).provide())
        .hasMessageContaining("Ways out");
  }

  @Test
  void a_platform_without_a_known_checksum_needs_one_from_the_operator() throws Exception {
    TdlibBuild unknown = new TdlibBuild("test-platform", PackedLibrary.FILE, null, null);

    assertRefused(() -> provisioner(unknown, npmThatPacks(PACKED)).provide())
        .hasMessageContaining("TDLIB_SHA256")
        .hasMessageContaining("TDLIB_LIBRARY");
    assertThat(commands).isEmpty();

    Map<String, String> checksum = Map.of("TDLIB_SHA256", PackedLibrary.sha256(PACKED.library()));
    Path library = provisioner(checksum, unknown, npmThatPacks(PACKED)).provide();
    assertThat(library).hasBinaryContent(PACKED.library());
  }

  @Test
  void a_cache_that_cannot_be_written_is_named() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "in the way");

    assertRefused(
            () ->
                new TdlibProvisioner(
                        Map.of(), PACKED.build(), file, npm(npmThatPacks(PACKED)), progress::add)
                    .provide())
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_configured_library_is_checked_and_never_fetched() throws Exception {
    Path missing = cache.resolve("missing.so");
    Path damaged = Files.writeString(cache.resolve("damaged.so"), "no library");

    assertRefused(() -> configured(missing).provide())
        .hasMessage("TDLIB_LIBRARY=" + missing + ": there is no such file");
    assertRefused(() -> configured(damaged).provide())
        .hasMessage("TDLIB_LIBRARY=" + damaged + ": it is no TDLib for this platform, or damaged");
    assertThat(commands).isEmpty();
  }

  @Test
  void a_configured_library_may_be_newer_and_not_older() throws Exception {
    Path library = Files.writeString(cache.resolve("library.so"), "");

    assertThat(ConfiguredLibrary.check(new JsonBinding(), library, any -> "1.8.67"))
        .isEqualTo(library);
    assertThat(ConfiguredLibrary.check(new JsonBinding(), library, any -> "1.9.0"))
        .isEqualTo(library);
    assertThat(ConfiguredLibrary.check(new JsonBinding(), library, any -> "1.8.100"))
        .isEqualTo(library);
    assertRefused(() -> ConfiguredLibrary.check(new JsonBinding(), library, any -> "1.8.9"))
        .hasMessageContaining("it is TDLib 1.8.9, older than 1.8.67");
  }

  private TdlibProvisioner configured(Path library) {
    return provisioner(
        Map.of("TDLIB_LIBRARY", library.toString()), PACKED.build(), npmThatPacks(PACKED));
  }

  private TdlibProvisioner provisioner(TdlibBuild build, ProcessRunner runner) {
    return provisioner(Map.of(), build, runner);
  }

  private TdlibProvisioner provisioner(
      Map<String, String> environment, TdlibBuild build, ProcessRunner runner) {
    return new TdlibProvisioner(environment, build, cache, npm(runner), progress::add);
  }

  private static NpmPackage npm(ProcessRunner runner) {
    return new NpmPackage(runner, "Linux");
  }

  private ProcessRunner npmThatPacks(PackedLibrary packed) {
    return (command, directory) -> {
      commands.add(command);
      Files.write(directory.resolve("packed-1.tgz"), packed.archive());
      return new ProcessRunner.Outcome(0, "npm warn something\npacked-1.tgz\n");
    };
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(TdlibUnavailableException.class)
        .hasMessageNotContaining("\n");
  }
}
