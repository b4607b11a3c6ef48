package dev.tgfetcher.telegram.library;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Provides TDLib's library.
 *
 * <ol>
 *   <li>the file that {@code TDLIB_LIBRARY} names, if it names one
 *   <li>else the one in the cache, if its checksum is right
 *   <li>else it is fetched by npm, checked, unpacked and moved into the cache in one step, by one
 *       process at a time
 * </ol>
 */
public final class TdlibProvisioner {

  /** Threads of one process cannot exclude each other by a file lock. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final @Nullable Path chosen;
  private final TdlibBuild build;
  private final Path folder;
  private final NpmPackage npm;
  private final Consumer<String> progress;

  /**
   * A provisioner for the given surroundings.
   *
   * @param cache the folder that {@link CacheFolder} finds
   * @param progress told in a line each what takes time
   */
  TdlibProvisioner(
      Map<String, String> environment,
      TdlibBuild build,
      Path cache,
      NpmPackage npm,
      Consumer<String> progress) {
    this.chosen = setting(environment, "TDLIB_LIBRARY").map(Path::of).orElse(null);
    this.build = setting(environment, "TDLIB_SHA256").map(build::trusting).orElse(build);
    this.folder = cache.resolve("tdlib").resolve(TdlibBuild.VERSION).resolve(build.name());
    this.npm = npm;
    this.progress = progress;
  }

  /** For this machine; {@code TDLIB_LIBRARY}, {@code TDLIB_SHA256} and {@code TGF_CACHE} apply. */
  public static TdlibProvisioner ofThisMachine(
      Map<String, String> environment, Consumer<String> progress) {
    String os = System.getProperty("os.name");
    return new TdlibProvisioner(
        environment,
        TdlibPlatform.of(os, System.getProperty("os.arch")).build(),
        CacheFolder.of(environment, os, Path.of(System.getProperty("user.home"))),
        new NpmPackage(ProcessRunner.processes(), os),
        progress);
  }

  /**
   * The library's path, after fetching it when need be.
   *
   * @throws TdlibUnavailableException when there is no way to a library that can be trusted
   */
  public Path provide() throws InterruptedException {
    Optional<Path> present = present();
    return present.isPresent() ? present.get() : install();
  }

  /**
   * The library's path if it is on this machine already.
   *
   * @throws TdlibUnavailableException when {@code TDLIB_LIBRARY} names something else than TDLib
   */
  public Optional<Path> present() {
    if (chosen != null) {
      return Optional.of(ConfiguredLibrary.check(chosen));
    }
    return isIntact(cached()) ? Optional.of(cached()) : Optional.empty();
  }

  private Path cached() {
    return folder.resolve(build.libraryFile());
  }

  private boolean isIntact(Path library) {
    try {
      return Files.isRegularFile(library)
          && LibraryChecksum.of(library).equals(build.librarySha256());
    } catch (IOException e) {
      return false;
    }
  }

  private Path install() throws InterruptedException {
    if (build.librarySha256() == null) {
      throw new TdlibUnavailableException(
          "TDLib's checksum for %s is not known here: set TDLIB_SHA256=<of a %s that you trust>,"
                  .formatted(build.name(), build.libraryFile())
              + " or TDLIB_LIBRARY=/path/to/it");
    }
    synchronized (ONE_AT_A_TIME) {
      try {
        Files.createDirectories(folder);
        return installLocked();
      } catch (IOException e) {
        throw unavailable(e);
      }
    }
  }

  private Path installLocked() throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isIntact(cached())) {
        fetch();
      }
      return cached();
    }
  }

  private void fetch() throws IOException, InterruptedException {
    Path download = folder.resolve("download");
    delete(download);
    Files.createDirectories(download);
    try {
      progress.accept("Fetching TDLib " + TdlibBuild.VERSION + " for " + build.name() + " by npm");
      Path archive = npm.fetch(build.packageSpec(), download);
      verify(archive, build.packageSha256());
      progress.accept("Unpacking TDLib into " + folder);
      Path library = download.resolve(build.libraryFile());
      TarGz.extract(archive, build.libraryEntry(), library);
      verify(library, build.librarySha256());
      Files.move(library, cached(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(download);
    }
  }

  private static void verify(Path file, @Nullable String expected) throws IOException {
    String actual = LibraryChecksum.of(file);
    if (expected != null && !expected.equals(actual)) {
      throw new IOException(
          "%s has the checksum %s, not %s".formatted(file.getFileName(), actual, expected));
    }
  }

  /** A folder of files, as npm leaves it; one that is not there is deleted already. */
  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private TdlibUnavailableException unavailable(Exception cause) {
    String reason =
        cause instanceof FileSystemException file
            ? file.getFile() + " cannot be written (" + cause.getClass().getSimpleName() + ")"
            : String.valueOf(cause.getMessage());
    return new TdlibUnavailableException(
        ("TDLib %s could not be provided: %s. Ways out: install npm (a part of Node.js) and have a"
                + " network once; or set TDLIB_LIBRARY=/path/to/%s; or run `tg-fetcher tdlib"
                + " install` where there is a network and copy its %s here")
            .formatted(TdlibBuild.VERSION, reason, build.libraryFile(), folder),
        cause);
  }

  private static Optional<String> setting(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
