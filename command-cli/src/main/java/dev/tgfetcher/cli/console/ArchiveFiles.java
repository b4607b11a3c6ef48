package dev.tgfetcher.cli.console;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the days of the archive as JSON, wherever the archive lies. The tag of a day is its
 * checksum: a client that has the day gets no second copy. Compressed if the client asks for it.
 */
record ArchiveFiles(StoredDays days) {
  private static final String JSON = "application/json; charset=utf-8";

  /** A day may be replaced between the look at it and its opening. */
  private static final int ATTEMPTS = 3;

  private record OpenedDay(ArchivedDay day, InputStream content) {}

  ConsoleResponse respond(ConsoleRequest request, String chat, LocalDate date) throws IOException {
    ArchivedDay day = find(chat, date);
    if (isKnown(request, day)) {
      return tagged(ConsoleResponse.empty(304), day);
    }
    if (request.method().equals("HEAD")) {
      return tagged(ConsoleResponse.streamed(JSON, out -> {}), day);
    }
    OpenedDay opened = open(day);
    boolean isCompressed = accepts(request, "gzip");
    ConsoleResponse response =
        ConsoleResponse.streamed(JSON, out -> copy(opened.content(), out, isCompressed));
    ConsoleResponse tagged = tagged(response, opened.day());
    return isCompressed ? tagged.with("Content-Encoding", "gzip") : tagged;
  }

  private ArchivedDay find(String chat, LocalDate date) {
    return days.find(chat, date)
        .filter(ArchivedDay::isValid)
        .orElseThrow(RefusedRequestException::notFound);
  }

  /** Opens the day, and looks at it again, so that tag and content belong together. */
  private OpenedDay open(ArchivedDay first) throws IOException {
    ArchivedDay day = first;
    for (int i = 0; i < ATTEMPTS; i++) {
      InputStream content = content(day);
      ArchivedDay now = find(day.chat(), day.date());
      if (now.contentSha256().equals(day.contentSha256())) {
        return new OpenedDay(day, content);
      }
      content.close();
      day = now;
    }
    throw new RefusedRequestException(503, "The day is being replaced: ask again.");
  }

  private InputStream content(ArchivedDay day) throws IOException {
    try {
      return days.open(day);
    } catch (NoSuchFileException gone) {
      throw RefusedRequestException.notFound();
    }
  }

  /** Files of version 1.0 have no checksum, and so no tag. */
  private static ConsoleResponse tagged(ConsoleResponse response, ArchivedDay day) {
    ConsoleResponse cached =
        response.with("Cache-Control", "private, no-cache").with("Vary", "Accept-Encoding");
    return day.contentSha256().map(digest -> cached.with("ETag", tag(digest))).orElse(cached);
  }

  private static String tag(String digest) {
    return "\"" + digest + "\"";
  }

  private static boolean isKnown(ConsoleRequest request, ArchivedDay day) {
    Optional<String> tag = day.contentSha256().map(ArchiveFiles::tag);
    String known = request.header("If-None-Match").orElse("");
    return tag.isPresent()
        && Arrays.stream(known.split(",", -1))
            .map(one -> one.strip().replaceFirst("^W/", ""))
            .anyMatch(one -> one.equals(tag.get()) || one.equals("*"));
  }

  private static boolean accepts(ConsoleRequest request, String encoding) {
    return Arrays.stream(request.header("Accept-Encoding").orElse("").split(",", -1))
        .map(one -> one.strip().toLowerCase(Locale.ROOT).replace(" ", ""))
        .anyMatch(one -> one.equals(encoding) || one.matches(encoding + ";q=(1|0\\.0*[1-9].*)"));
  }

  private static void copy(InputStream content, OutputStream out, boolean isCompressed)
      throws IOException {
    try (content) {
      if (!isCompressed) {
        content.transferTo(out);
        return;
      }
      GZIPOutputStream zipped = new GZIPOutputStream(out);
      content.transferTo(zipped);
      zipped.finish();
    }
  }
}
