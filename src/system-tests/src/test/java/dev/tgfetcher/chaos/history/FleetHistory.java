package dev.tgfetcher.chaos.history;

import java.util.List;
import java.util.Locale;

/**
 * The history of a fleet.
 *
 * @param acknowledged the pushes that Redis acknowledged to their client, in order
 * @param recorded the transactions of Redis
 * @param files the files of days, in the order of their observation
 */
public record FleetHistory(List<Pushed> acknowledged, Recorded recorded, List<FileSeen> files) {
  public FleetHistory {
    acknowledged = List.copyOf(acknowledged);
    files = List.copyOf(files);
  }

  /** The transactions of Redis; each list is in their order. */
  public record Recorded(
      List<Pushed> pushes,
      List<Leased> leases,
      List<Ended> ends,
      List<Placed> places,
      List<Published> events,
      List<Locked> locks) {
    public Recorded {
      pushes = List.copyOf(pushes);
      leases = List.copyOf(leases);
      ends = List.copyOf(ends);
      places = List.copyOf(places);
      events = List.copyOf(events);
      locks = List.copyOf(locks);
    }

    /** The part of this record after a beginning that it shares with another one. */
    public Recorded after(Recorded beginning) {
      return new Recorded(
          tail(pushes, beginning.pushes),
          tail(leases, beginning.leases),
          tail(ends, beginning.ends),
          tail(places, beginning.places),
          tail(events, beginning.events),
          tail(locks, beginning.locks));
    }

    private static <T> List<T> tail(List<T> all, List<T> beginning) {
      return all.subList(Math.min(beginning.size(), all.size()), all.size());
    }

    /** The numbers of this record in words. */
    public String summary() {
      return String.format(
          Locale.ROOT,
          "%d pushes, %d leases, %d ends, %d events",
          pushes.size(),
          leases.size(),
          ends.size(),
          events.size());
    }
  }
}
