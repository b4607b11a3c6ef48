package dev.tgfetcher.telegram.library;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Provides the TDLib library file, from the first of these sources:
 *
 * <ol>
 *   <li>the file that {@code TDLIB_LIBRARY} names;
 *   <li>the file in the jars of the binding that {@code TDLIB_BINDING} names;
 *   <li>the file in the cache, if its checksum is right;
 *   <li>npm: one process at a time fetches the package, checks and unpacks it, and moves the file
 *       into the cache in one step.
 * </ol>
 */
public final class TdlibProvisioner {

  /** A file lock excludes other processes, but no threads of this process. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final TdBinding binding;
  private final @Nullable Path configured;
  private final TdlibBuild build;
  private final Path libraries;
  private final Path folder;
  private final NpmPackage npm;
  private final Consumer<String> progress;

  /**
   * @param cache the folder that {@link CacheFolder} finds
   * @param progress receives a line before each step that takes time
   */
  TdlibProvisioner(
      Map<String, String> environment,
      TdlibBuild build,
      Path cache,
      NpmPackage npm,
      Consumer<String> progress) {
    this.binding = ConfiguredBinding.of(environment);
    this.configured = setting(environment, "TDLIB_LIBRARY").map(Path::of).orElse(null);
    this.build = setting(environment, "TDLIB_SHA256").map(build::trusting).orElse(build);
    this.libraries = cache.resolve("tdlib");
    this.folder = libraries.resolve(TdlibBuild.VERSION).resolve(build.name());
    this.npm = npm;
    this.progress = progress;
  }

  /**
   * Returns a provisioner for the platform of this machine.
   *
   * @param environment may set {@code TDLIB_BINDING}, {@code TDLIB_LIBRARY}, {@code TDLIB_SHA256}
   *     and {@code TGF_CACHE}
   * @param progress receives a line before each step that takes time
   * @throws TdlibUnavailableException when there is no such binding
   */
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

  /** Returns the binding that loads the library. */
  public TdBinding binding() {
    return binding;
  }

  /**
   * Returns the path of the library, and fetches the library if it is missing.
   *
   * @throws TdlibUnavailableException when no source has a library with the right checksum
   */
  public Path provide() throws InterruptedException {
    Optional<Path> present = present();
    return present.isPresent() ? present.get() : install();
  }

  /**
   * Returns the path of the library; empty when the library is not on this machine.
   *
   * @throws TdlibUnavailableException when {@code TDLIB_LIBRARY} names a file that is no TDLib
   */
  public Optional<Path> present() {
    if (configured != null) {
      return Optional.of(ConfiguredLibrary.check(binding, configured));
    }
    if (!binding.name().equals(JsonBinding.NAME)) {
      return Optional.of(bundled());
    }
    return isIntact(cached()) ? Optional.of(cached()) : Optional.empty();
  }

  private Path bundled() {
    URL resource =
        binding
            .bundledLibrary()
            .orElseThrow(
                () ->
                    new TdlibUnavailableException(
                        "TDLIB_BINDING=%s: its jars have no library for this machine: set TDLIB_LIBRARY"
                                .formatted(binding.name())
                            + " to one, or build with -Dtdlight.natives=<classifier>"));
    try {
      return BundledLibrary.unpack(resource, libraries.resolve(binding.name()));
    } catch (IOException e) {
      throw new TdlibUnavailableException(
          "TDLIB_BINDING=%s: its library cannot be unpacked into %s: %s"
              .formatted(binding.name(), libraries, e.getMessage()),
          e);
    }
  }

  private Path cached() {
    return folder.resolve(build.libraryFile());
  }

  private boolean isIntact(Path library) {
    try {
      return Files.isRegularFile(library) && sha256(library).equals(build.librarySha256());
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

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void verify(Path file, @Nullable String expected) throws IOException {
    String actual = sha256(file);
    if (expected != null && !expected.equals(actual)) {
      throw new IOException(
          "%s has the checksum %s, not %s".formatted(file.getFileName(), actual, expected));
    }
  }

  /** Deletes a folder that has no subfolders, if it exists. */
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
