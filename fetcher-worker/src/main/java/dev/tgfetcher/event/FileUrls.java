package dev.tgfetcher.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The addresses of the day files below {@code ARCHIVE_PUBLIC_URL}, for readers that cannot open the
 * path of the worker.
 *
 * @param root the address of the archive, with or without a slash at its end; empty when readers
 *     have none
 */
public record FileUrls(Optional<URI> root) {
  public static final FileUrls NONE = new FileUrls(Optional.empty());

  /** The address of a day's file; empty without a root. */
  public Optional<String> of(String chat, LocalDate date) {
    return root.map(address -> withoutSlash(address) + path(chat, date));
  }

  private static String withoutSlash(URI address) {
    return address.toASCIIString().replaceFirst("/+$", "");
  }

  /** The path of the file, percent-encoded. */
  private static String path(String chat, LocalDate date) {
    try {
      return new URI(null, null, "/" + chat + "/" + date + ".json", null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no part of a path: " + chat, e);
    }
  }
}
