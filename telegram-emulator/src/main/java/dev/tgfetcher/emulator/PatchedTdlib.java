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
 * A private copy of libtdjson that trusts the emulator, and nobody else: in it, both RSA keys of
 * Telegram are replaced by the emulator's, which is as long. The original is never touched.
 */
public final class PatchedTdlib {
  private static final byte[] BEGIN = ascii("-----BEGIN RSA PUBLIC KEY-----\n");
  private static final byte[] END = ascii("\n-----END RSA PUBLIC KEY-----");
  private static final int KEYS = 2;

  private PatchedTdlib() {}

  /**
   * Makes the copy, or finds the one that was made of the same library before. Several processes
   * may do so at once.
   *
   * @throws IllegalArgumentException when the file does not hold exactly two such keys
   */
  public static Path patch(Path originalLibtdjson, Path directory) {
    try {
      byte[] library = Files.readAllBytes(originalLibtdjson);
      Path copy = directory.resolve(nameOf(originalLibtdjson, library));
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
    if (positions.size() != KEYS) {
      throw new IllegalArgumentException(
          original + ": found " + positions.size() + " RSA keys of Telegram instead of " + KEYS);
    }
    for (int at : positions) {
      System.arraycopy(pem, 0, library, at, pem.length);
    }
  }

  private static void write(byte[] library, Path copy) throws IOException {
    Path directory = Files.createDirectories(copy.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(directory, "libtdjson", ".new");
    Files.write(fresh, library);
    Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String nameOf(Path original, byte[] library) {
    String name = original.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String hash = HexFormat.of().formatHex(sha256(library), 0, 6);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return stem + "-" + hash + (dot < 0 ? "" : name.substring(dot));
  }

  private static int find(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at <= bytes.length - wanted.length; at++) {
      int matching = 0;
      while (matching < wanted.length && bytes[at + matching] == wanted[matching]) {
        matching++;
      }
      if (matching == wanted.length) {
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
