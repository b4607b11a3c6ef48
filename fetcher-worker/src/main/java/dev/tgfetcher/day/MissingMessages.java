package dev.tgfetcher.day;

import dev.tgfetcher.day.IncompleteReason.Kind;
import dev.tgfetcher.history.HiddenHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records which days of a window lack messages that this account or this TDLib cannot read. */
final class MissingMessages {
  private static final int LISTED_IDS = 20;

  /** The last day of a part of the history, with the reason why the part is missing. */
  private record Part(LocalDate lastDay, IncompleteReason reason) {}

  private final List<Part> parts = new ArrayList<>();
  private final Map<LocalDate, Set<Long>> unreadable = new HashMap<>();

  /** Records that the group says that it hides the messages from before this account joined. */
  void hidden(Instant joined) {
    addHidden(
        UtcDay.of(joined),
        "the group shows no message from before this account joined it on %s".formatted(joined));
  }

  /**
   * Records that the group shows this account a later message as its first one.
   *
   * @param firstDay of that message
   */
  void hidden(HiddenHistory hidden, LocalDate firstDay) {
    Instant joined = hidden.joinedAt();
    switch (hidden.evidence()) {
      case STATED -> {}
      case NO_FIRST_MESSAGE -> {
        LocalDate joinedOn = UtcDay.of(joined);
        addHidden(
            joinedOn.isAfter(firstDay) ? joinedOn : firstDay,
            "this account joined on %s, and the first message that the group shows it is not the"
                    .formatted(joined)
                + " group's first one: the others are hidden from it, or it has cleared them");
      }
      case NO_CREATION ->
          addHidden(
              UtcDay.of(joined),
              "this account joined the basic group on %s and gets no earlier message"
                  .formatted(joined));
    }
  }

  private void addHidden(LocalDate lastDay, String detail) {
    parts.add(
        new Part(
            lastDay,
            new IncompleteReason(
                Kind.HISTORY_HIDDEN,
                detail + "; fetch the day with an account that was a member then")));
  }

  /** Records that the basic group of the messages up to that day cannot be read. */
  void upgraded(LocalDate lastDay, long basicGroupChat, String refusal) {
    String detail =
        "the messages before the group's upgrade are in the basic group %d, which this account"
            + " cannot read (%s); fetch the day with an account that was a member then";
    parts.add(
        new Part(
            lastDay,
            new IncompleteReason(Kind.UPGRADED_GROUP, detail.formatted(basicGroupChat, refusal))));
  }

  /** Records a message that TDLib cannot read, and that may be of any of these days. */
  void unreadable(long id, LocalDate from, LocalDate to) {
    for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(1)) {
      unreadable.computeIfAbsent(day, key -> new LinkedHashSet<>()).add(id);
    }
  }

  /** The reasons why a day lacks messages; empty for a day that has all. */
  List<IncompleteReason> of(LocalDate day) {
    List<IncompleteReason> reasons = new ArrayList<>();
    parts.stream()
        .filter(part -> !day.isAfter(part.lastDay()))
        .map(Part::reason)
        .forEach(reasons::add);
    Set<Long> ids = unreadable.get(day);
    if (ids != null) {
      reasons.add(partial(ids));
    }
    return reasons;
  }

  private static IncompleteReason partial(Set<Long> ids) {
    return new IncompleteReason(
        Kind.PARTIAL_CONTENT,
        "this TDLib is too old for %d messages of about this day: %s; update TDLib and fetch the day"
                .formatted(ids.size(), listed(ids))
            + " again");
  }

  /** The reason of a day with messages of which Telegram returned only the beginning. */
  static IncompleteReason truncated(List<Long> ids) {
    return new IncompleteReason(
        Kind.PARTIAL_CONTENT,
        "Telegram refused the rest of %d rich messages: %s; fetch the day again"
            .formatted(ids.size(), listed(ids)));
  }

  /** The reason of a day with messages whose content Telegram does not send to this TDLib. */
  static IncompleteReason unknown(List<Long> ids) {
    return new IncompleteReason(
        Kind.UNKNOWN_CONTENT,
        "this TDLib is too old for the content of %d messages: %s; update TDLib and fetch the day"
                .formatted(ids.size(), listed(ids))
            + " again");
  }

  private static String listed(Collection<Long> ids) {
    String listed = String.join(", ", ids.stream().limit(LISTED_IDS).map(String::valueOf).toList());
    return ids.size() > LISTED_IDS ? listed + ", ..." : listed;
  }
}
