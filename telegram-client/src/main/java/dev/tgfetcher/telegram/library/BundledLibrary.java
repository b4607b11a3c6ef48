package dev.tgfetcher.telegram.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Unpacks the library that lies in the jars of a binding. */
final class BundledLibrary {
  private static final int HASH_BYTES = 6;

  private BundledLibrary() {}

  /**
   * Returns the library's file in a folder with the hash of its content, and writes it if it is
   * missing. Several processes may do so at once.
   */
  static Path unpack(URL resource, Path folder) throws IOException {
    byte[] content = content(resource);
    Path place = folder.resolve(hash(content));
    Path library = place.resolve(fileName(resource));
    if (!Files.exists(library)) {
      Files.createDirectories(place);
      Path temporaryFile = Files.createTempFile(place, "library", ".new");
      Files.write(temporaryFile, content);
      Files.move(temporaryFile, library, StandardCopyOption.ATOMIC_MOVE);
    }
    return library;
  }

  private static byte[] content(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return in.readAllBytes();
    }
  }

  private static String fileName(URL resource) {
    return resource.getPath().substring(resource.getPath().lastIndexOf('/') + 1);
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
