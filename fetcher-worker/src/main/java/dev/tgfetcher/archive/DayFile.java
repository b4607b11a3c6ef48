package dev.tgfetcher.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.schema.archive.ArchiveContentDigest;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Writes a day's file and makes it durable.
 *
 * <ol>
 *   <li>the header, as an open JSON object
 *   <li>the messages, part by part from the spool
 *   <li>the digest of the content, and the end of the object
 * </ol>
 */
public final class DayFile {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final ArchiveContentDigest content;
  private boolean anyPart;

  private DayFile(OutputStream out, ArchiveHeader header) {
    this.out = out;
    this.content = ArchiveContentDigest.of(header);
  }

  /**
   * The two digests of a written file.
   *
   * @param content the file's {@code content_sha256}
   * @param file SHA-256 of the whole file
   */
  public record Checksums(String content, String file) {}

  /** Writes a file, syncs it, and returns its digests. */
  public static Checksums write(Path path, ArchiveHeader header, DaySpool spool)
      throws IOException {
    MessageDigest sha256 = Sha256.newDigest();
    try (FileOutputStream file = new FileOutputStream(path.toFile());
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, sha256), BUFFER)) {
      DayFile day = new DayFile(out, header);
      day.open(header);
      spool.forEachPart(day::add);
      String content = day.finish();
      out.flush();
      file.getFD().sync();
      return new Checksums(content, Sha256.hex(sha256));
    }
  }

  private void open(ArchiveHeader header) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(header);
    out.write(json, 0, json.length - 1);
    out.write(",\"messages\":[".getBytes(US_ASCII));
  }

  /**
   * Commas join the parts, in the file and in the digest, between messages and between comments.
   */
  private void add(byte[] part) throws IOException {
    if (anyPart) {
      out.write(',');
    }
    anyPart = true;
    out.write(part);
    content.add(part);
  }

  private String finish() throws IOException {
    String digest = content.hex();
    out.write(("],\"content_sha256\":\"" + digest + "\"}").getBytes(US_ASCII));
    return digest;
  }
}
