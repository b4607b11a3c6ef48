package dev.tgfetcher.archive.verify;

import dev.tgfetcher.schema.archive.IdRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ids between two neighbouring days that were asked for by neither, though both were read by ids. A
 * day begins at the id after the newest message of the days before, so its earlier neighbour lacks
 * a message. Empty complete days between the two have no ids.
 */
record IdGap(DayFacts earlier, IdRange earlierIds, DayFacts later, IdRange laterIds) {

  /** The gaps of a folder. */
  static List<IdGap> between(List<DayFacts> oldestFirst) {
    List<IdGap> gaps = new ArrayList<>();
    DayFacts earlier = null;
    LocalDate reached = null;
    for (DayFacts day : oldestFirst) {
      if (earlier != null && !follows(day, earlier, reached)) {
        earlier = null;
      }
      IdRange ids = day.header().idRange();
      if (earlier != null && ids != null) {
        addIfApart(gaps, earlier, day, ids);
      }
      boolean isBridge = earlier != null && day.isEmpty() && day.header().complete();
      if (!isBridge) {
        earlier = ids != null && day.header().complete() ? day : null;
      }
      reached = day.date();
    }
    return gaps;
  }

  private static boolean follows(DayFacts day, DayFacts earlier, @Nullable LocalDate reached) {
    return reached != null
        && day.date().equals(reached.plusDays(1))
        && Objects.equals(day.source().chatId(), earlier.source().chatId());
  }

  private static void addIfApart(
      List<IdGap> gaps, DayFacts earlier, DayFacts later, IdRange laterIds) {
    IdRange earlierIds = earlier.header().idRange();
    if (earlierIds != null && laterIds.first() > earlierIds.last() + 1) {
      gaps.add(new IdGap(earlier, earlierIds, later, laterIds));
    }
  }

  String text() {
    return "ids %d to %d were asked for neither for %s nor for %s, though both were read by ids"
        .formatted(earlierIds.last() + 1, laterIds.first() - 1, earlier.date(), later.date());
  }
}
