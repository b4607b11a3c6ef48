package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.Density;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import java.util.stream.Stream;

/** The density of a chat by its archived days. A session needs it that has not read the chat. */
final class ArchivedDensity {
  private ArchivedDensity() {}

  /** The density of a day next to a window, unknown if no file tells it. */
  static Density beside(StoredDays archive, String folder, FetchWindow window) {
    return Stream.of(window.from().minusDays(1), window.to().plusDays(1))
        .flatMap(day -> archive.find(folder, day).stream())
        .map(day -> of(day.header()))
        .filter(density -> !density.isUnknown())
        .findFirst()
        .orElse(Density.UNKNOWN);
  }

  private static Density of(ArchiveHeader header) {
    IdRange ids = header.idRange();
    if (ids == null) {
      return header.readBy() == ReadBy.HISTORY ? Density.SPARSE : Density.UNKNOWN;
    }
    double asked = ids.last() - ids.first() + 1.0;
    return Density.of((asked - ids.absent()) / asked);
  }
}
