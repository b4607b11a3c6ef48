package dev.tgfetcher.telegram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TdlibPlatformTest {
  private static final Path HOME = Path.of("/home/u");

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_X64, @prebuilt-tdlib/linux-x64-glibc@0.1008067.0",
    "Linux, aarch64, LINUX_ARM64, @prebuilt-tdlib/linux-arm64-glibc@0.1008067.0",
    "Mac OS X, x86_64, MACOS_X64, @prebuilt-tdlib/darwin-x64@0.1008067.0",
    "Mac OS X, aarch64, MACOS_ARM64, @prebuilt-tdlib/darwin-arm64@0.1008067.0",
    "WINDOWS 11, AMD64, WINDOWS_X64, @prebuilt-tdlib/win32-x64@0.1008067.0",
  })
  void a_platform_is_known_by_javas_names(
      String os, String arch, TdlibPlatform platform, String spec) {
    assertThat(TdlibPlatform.of(os, arch)).isEqualTo(platform);
    assertThat(platform.build().packageSpec()).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({"Linux, riscv64", "FreeBSD, amd64", "Windows 11, aarch64"})
  void another_platform_is_refused_with_the_way_out(String os, String arch) {
    assertThatThrownBy(() -> TdlibPlatform.of(os, arch))
        .isInstanceOf(TdlibUnavailableException.class)
        .hasMessageContaining(os)
        .hasMessageContaining("TDLIB_LIBRARY");
  }

  @Test
  void the_cache_is_the_users_unless_chosen() {
    assertThat(CacheFolder.of(Map.of("TGF_CACHE", "/c"), "Linux", HOME)).isEqualTo(Path.of("/c"));
    assertThat(CacheFolder.of(Map.of(), "Linux", HOME))
        .isEqualTo(HOME.resolve(".cache/tg-fetcher"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x"), "Linux", HOME))
        .isEqualTo(Path.of("/x/tg-fetcher"));
    assertThat(CacheFolder.of(Map.of(), "Mac OS X", HOME))
        .isEqualTo(HOME.resolve("Library/Caches/tg-fetcher"));
    assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", "/l"), "WINDOWS 11", HOME))
        .isEqualTo(Path.of("/l/tg-fetcher"));
  }
}
