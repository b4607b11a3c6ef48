package dev.tgfetcher.telegram.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The definitions of TDLib's types in TypeScript, from npm. The cache keeps them, and their
 * checksum is checked.
 */
public final class TdlibTypes {
  private static final String SPEC = "@prebuilt-tdlib/types@0.1008065.0";
  private static final String ENTRY = "tdlib-types.d.ts";
  private static final String SHA256 =
      "8579c50ef44e602fafee6bdb21c99eea4734e35bdf666530172afd3aa90dd92f";

  private TdlibTypes() {}

  /** Returns the file, and fetches it if it is missing. */
  public static Path file() {
    String os = System.getProperty("os.name");
    Path folder =
        CacheFolder.of(System.getenv(), os, Path.of(System.getProperty("user.home")))
            .resolve("tdlib/types");
    Path file = folder.resolve(SHA256.substring(0, 12) + "-" + ENTRY);
    try {
      if (!Files.exists(file)) {
        fetch(new NpmPackage(ProcessRunner.processes(), os), folder, file);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fetch(NpmPackage npm, Path folder, Path file)
      throws IOException, InterruptedException {
    Path download = Files.createTempDirectory(Files.createDirectories(folder), "download");
    Path archive = npm.fetch(SPEC, download);
    Path types = download.resolve(ENTRY);
    TarGz.extract(archive, "package/" + ENTRY, types);
    if (!sha256(types).equals(SHA256)) {
      throw new IOException(SPEC + " has another checksum: " + sha256(types));
    }
    Files.move(types, file, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(archive);
    Files.delete(download);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
