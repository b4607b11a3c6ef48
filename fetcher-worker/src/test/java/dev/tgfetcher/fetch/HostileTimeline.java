package dev.tgfetcher.fetch;

import dev.tgfetcher.day.UtcDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The ids of a hostile chat, oldest first: messages whose dates step back, and runs of ids without
 * a message.
 *
 * <p>Messages of two days may be mixed over {@link #MIXED_IDS} ids, which is less than the reading
 * promises to bear.
 */
final class HostileTimeline {
  /** Messages whose dates are on both sides of a midnight lie within so many ids. */
  static final int MIXED_IDS = 45;

  private static final int DEEPEST_STEP = 30;

  /** What is at an id. */
  enum Kind {
    MESSAGE,
    ALBUM,
    /** An empty message takes the place in a page. */
    EMPTY,
    /** Nothing takes the place in a page. */
    DELETED
  }

  /**
   * One id.
   *
   * @param sent when the message was sent; never before the one of an earlier id
   * @param date the message's date, which may step back
   */
  record Slot(Kind kind, Instant sent, Instant date) {
    boolean isMessage() {
      return kind == Kind.MESSAGE || kind == Kind.ALBUM;
    }

    Slot straight() {
      return new Slot(kind, sent, sent);
    }
  }

  private final Random random;
  private final LocalDate first;
  private final int days;
  private final List<Slot> slots = new ArrayList<>();

  private HostileTimeline(Random random, LocalDate first, int days) {
    this.random = random;
    this.first = first;
    this.days = days;
  }

  static List<Slot> of(Random random, LocalDate first, int days) {
    HostileTimeline timeline = new HostileTimeline(random, first, days);
    timeline.addMessages();
    timeline.stepBack();
    timeline.joinAlbums();
    timeline.addRuns();
    timeline.straighten();
    return timeline.slots;
  }

  private void addMessages() {
    for (int day = 0; day < days; day++) {
      Instant begin = UtcDay.start(first.plusDays(day));
      boolean atEdges = random.nextInt(4) == 0;
      List<Integer> seconds = new ArrayList<>();
      for (int i = messagesOfDay(); i > 0; i--) {
        int second = random.nextInt(atEdges ? 3_600 : 86_400);
        seconds.add(atEdges && second >= 1_800 ? second + 82_800 : second);
      }
      Collections.sort(seconds);
      for (int second : seconds) {
        Instant date = begin.plusSeconds(second);
        slots.add(new Slot(Kind.MESSAGE, date, date));
      }
    }
  }

  private int messagesOfDay() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1, 2 -> 1 + random.nextInt(10);
      case 3, 4 -> 20 + random.nextInt(60);
      default -> 100 + random.nextInt(201);
    };
  }

  /** Dates step back by minutes or hours, most often soon after a midnight. */
  private void stepBack() {
    int oneOf = 3 + random.nextInt(30);
    List<Slot> straight = List.copyOf(slots);
    for (int i = 1; i < slots.size(); i++) {
      Instant sent = straight.get(i).sent();
      Slot lowest = straight.get(Math.max(0, i - DEEPEST_STEP));
      boolean isNewDay = !UtcDay.of(lowest.sent()).equals(UtcDay.of(sent));
      if (random.nextInt(isNewDay ? 3 : oneOf) == 0) {
        Duration back =
            random.nextBoolean()
                ? Duration.ofSeconds(1 + random.nextInt(1_800))
                : Duration.ofSeconds(1_800 + random.nextInt(16_200));
        Instant date = sent.minus(back);
        date = date.isBefore(lowest.sent()) ? lowest.sent() : date;
        slots.set(i, new Slot(Kind.MESSAGE, sent, date));
      }
    }
  }

  private void joinAlbums() {
    for (int i = 1 + random.nextInt(40); i + 1 < slots.size(); i += 1 + random.nextInt(120)) {
      Slot album = new Slot(Kind.ALBUM, slots.get(i).sent(), slots.get(i).date());
      for (int end = Math.min(slots.size(), i + 2 + random.nextInt(3)); i < end; i++) {
        slots.set(i, new Slot(Kind.ALBUM, slots.get(i).sent(), album.date()));
      }
    }
  }

  private void addRuns() {
    for (int runs = random.nextInt(5); runs > 0; runs--) {
      int at = placeOfRun();
      Instant sent = slots.isEmpty() ? UtcDay.start(first) : sentAt(Math.max(0, at - 1));
      Kind kind = random.nextInt(3) == 0 ? Kind.DELETED : Kind.EMPTY;
      slots.addAll(at, Collections.nCopies(lengthOfRun(), new Slot(kind, sent, sent)));
    }
  }

  private Instant sentAt(int place) {
    return slots.get(place).sent();
  }

  private int placeOfRun() {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> slots.size();
      case 2 -> random.nextInt(slots.size() + 1);
      default -> placeOfMidnight(UtcDay.start(first.plusDays(1 + random.nextInt(days - 1))));
    };
  }

  private int placeOfMidnight(Instant midnight) {
    int place = 0;
    while (place < slots.size() && sentAt(place).isBefore(midnight)) {
      place++;
    }
    return place;
  }

  private int lengthOfRun() {
    return switch (random.nextInt(3)) {
      case 0 -> 1 + random.nextInt(5);
      case 1 -> 6 + random.nextInt(40);
      default -> 46 + random.nextInt(85);
    };
  }

  private void straighten() {
    for (int day = 1; day < days; day++) {
      Instant midnight = UtcDay.start(first.plusDays(day));
      int firstLater = 0;
      while (firstLater < slots.size() && !isSide(firstLater, midnight, false)) {
        firstLater++;
      }
      int lastEarlier = slots.size() - 1;
      while (lastEarlier >= 0 && !isSide(lastEarlier, midnight, true)) {
        lastEarlier--;
      }
      if (lastEarlier - firstLater > MIXED_IDS) {
        slots.subList(firstLater, lastEarlier + 1).replaceAll(Slot::straight);
      }
    }
  }

  private boolean isSide(int place, Instant midnight, boolean earlier) {
    Slot slot = slots.get(place);
    return slot.isMessage() && slot.date().isBefore(midnight) == earlier;
  }
}
