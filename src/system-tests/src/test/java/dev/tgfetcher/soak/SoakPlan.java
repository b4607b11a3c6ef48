package dev.tgfetcher.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of a run: how often it is looked at, and when each fault begins. A run has rounds of
 * ten minutes, each with every fault. A shorter run has one round, in which the faults are shorter.
 *
 * @param length of the whole run
 */
record SoakPlan(Duration length) {
  private static final Duration FULL_ROUND = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int FEWEST_LOOKS = 12;
  private static final Duration FULL_OUTAGE = Duration.ofSeconds(150);
  private static final Duration SHORT_OUTAGE = Duration.ofSeconds(50);

  /** The faults of a round, in their order. */
  enum Fault {
    SLOW_TELEGRAM(0.05),
    NORMAL_TELEGRAM(0.20),
    FAILOVER(0.25),
    FLOOD(0.40),
    /** Redis is silent in every other round, and refuses writes in the rounds between. */
    OUTAGE(0.50),
    UNKNOWN_CHAT(0.90);

    private final double partOfRound;

    Fault(double partOfRound) {
      this.partOfRound = partOfRound;
    }
  }

  /**
   * A fault at its time.
   *
   * @param after the start of the run
   * @param round from 0 on
   */
  record Appointment(Duration after, int round, Fault fault) {}

  SoakPlan {
    if (length.compareTo(Duration.ofMinutes(3)) < 0) {
      throw new IllegalArgumentException("tgf.soak must be 3m at least, not " + length);
    }
  }

  int rounds() {
    return (int) Math.max(1, length.dividedBy(FULL_ROUND));
  }

  private Duration round() {
    return length.dividedBy(rounds());
  }

  /** The longest outage of Redis; an alert has to fire in the full one. */
  Duration outage() {
    return hasFullOutages() ? FULL_OUTAGE : SHORT_OUTAGE;
  }

  boolean hasFullOutages() {
    return round().compareTo(FULL_ROUND) >= 0;
  }

  /** The time between two looks: a minute, or less in a run of less than twelve. */
  Duration pause() {
    Duration part = length.dividedBy(FEWEST_LOOKS);
    return part.compareTo(MINUTE) < 0 ? part : MINUTE;
  }

  int looks() {
    return (int) length.dividedBy(pause());
  }

  /** All faults, in the order of their times. */
  List<Appointment> faults() {
    List<Appointment> faults = new ArrayList<>();
    for (int round = 0; round < rounds(); round++) {
      for (Fault fault : Fault.values()) {
        long into = (long) (round().toMillis() * fault.partOfRound);
        faults.add(new Appointment(round().multipliedBy(round).plusMillis(into), round, fault));
      }
    }
    return faults;
  }
}
