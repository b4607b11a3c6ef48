package dev.tgfetcher.telegram.library;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** An npm package of TDLib, with any bytes in place of the library. */
final class PackedLibrary {
  static final String FILE = "libtdjson.so";

  private final byte[] library;
  private final byte[] archive;

  PackedLibrary(byte[] library, byte[] archive) {
    this.library = library;
    this.archive = archive;
  }

  static PackedLibrary of(String content) {
    byte[] library = content.getBytes(US_ASCII);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (GZIPOutputStream tar = new GZIPOutputStream(archive)) {
      write(tar, "package/README.md", "read me".repeat(100).getBytes(US_ASCII));
      write(tar, "package/" + FILE, library);
      tar.write(new byte[1024]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackedLibrary(library, archive.toByteArray());
  }

  byte[] library() {
    return library;
  }

  byte[] archive() {
    return archive;
  }

  TdlibBuild build() {
    return new TdlibBuild("test-platform", FILE, sha256(archive), sha256(library));
  }

  private static void write(GZIPOutputStream tar, String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    System.arraycopy(name.getBytes(US_ASCII), 0, header, 0, name.length());
    byte[] size = String.format(Locale.ROOT, "%011o", content.length).getBytes(US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
