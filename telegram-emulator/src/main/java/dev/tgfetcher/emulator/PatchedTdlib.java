package dev.tgfetcher.emulator;

import dev.tgfetcher.emulator.wire.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A copy of libtdjson that trusts only the emulator. The emulator's RSA key replaces both keys of
 * Telegram; it has the same length. The original file is not changed.
 */
public final class PatchedTdlib {
  private static final byte[] BEGIN = ascii("-----BEGIN RSA PUBLIC KEY-----\n");
  private static final byte[] END = ascii("\n-----END RSA PUBLIC KEY-----");
  private static final int KEY_COUNT = 2;

  private PatchedTdlib() {}

  /**
   * Returns the copy, and creates it if the directory has none. Several processes may do so at
   * once.
   *
   * @throws IllegalArgumentException when the file does not have exactly two such keys
   */
  public static Path patch(Path originalLibtdjson, Path directory) {
    try {
      byte[] library = Files.readAllBytes(originalLibtdjson);
      Path copy = directory.resolve(copyName(originalLibtdjson, library));
      if (!Files.exists(copy)) {
        replaceKeys(originalLibtdjson, library);
        write(library, copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replaceKeys(Path original, byte[] library) {
    byte[] pem = ascii(ServerKey.publicPem());
    List<Integer> positions = new ArrayList<>();
    for (int at = find(library, BEGIN, 0); at >= 0; at = find(library, BEGIN, at + 1)) {
      if (find(library, END, at) + END.length - at == pem.length) {
        positions.add(at);
      }
    }
    if (positions.size() != KEY_COUNT) {
      throw new IllegalArgumentException(
          original
              + ": found "
              + positions.size()
              + " RSA keys of Telegram instead of "
              + KEY_COUNT);
    }
    for (int at : positions) {
      System.arraycopy(pem, 0, library, at, pem.length);
    }
  }

  private static void write(byte[] library, Path copy) throws IOException {
    Path directory = Files.createDirectories(copy.toAbsolutePath().getParent());
    Path temporaryFile = Files.createTempFile(directory, "libtdjson", ".new");
    Files.write(temporaryFile, library);
    Files.move(
        temporaryFile, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String copyName(Path original, byte[] library) {
    String name = original.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String hash = HexFormat.of().formatHex(sha256(library), 0, 6);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return stem + "-" + hash + (dot < 0 ? "" : name.substring(dot));
  }

  private static int find(byte[] bytes, byte[] pattern, int from) {
    for (int at = from; at <= bytes.length - pattern.length; at++) {
      int matching = 0;
      while (matching < pattern.length && bytes[at + matching] == pattern[matching]) {
        matching++;
      }
      if (matching == pattern.length) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
