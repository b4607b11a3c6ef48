package dev.tgfetcher.archive;

import java.io.IOException;
import java.io.InputStream;

/** A day of the archive, or a former revision of one, as it is stored. */
public interface StoredFile {
  /** The place as text: an absolute path, or {@code s3://bucket/key}. */
  String place();

  /**
   * Opens the content.
   *
   * @throws java.nio.file.NoSuchFileException when the file is gone
   */
  InputStream open() throws IOException;
}
