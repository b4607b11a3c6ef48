package dev.tgfetcher.emulator.tl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** The wrapper {@code gzip_packed} that a client may put around any request. */
public final class GzipPacked {
  public static final int ID = 0x3072cfa1;
  private static final int LARGEST = 1 << 24;

  private GzipPacked() {}

  public static byte[] unpack(byte[] packed) {
    try (InputStream in = open(packed)) {
      byte[] bytes = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new TlException("packed message exceeds " + LARGEST + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new TlException("cannot unpack message: " + e.getMessage());
    }
  }

  /** TDLib sends a plain zlib stream, without the header of gzip. */
  private static InputStream open(byte[] packed) throws IOException {
    InputStream in = new ByteArrayInputStream(packed);
    boolean isGzip = packed.length > 1 && packed[0] == 0x1f && packed[1] == (byte) 0x8b;
    return isGzip ? new GZIPInputStream(in) : new InflaterInputStream(in);
  }
}
