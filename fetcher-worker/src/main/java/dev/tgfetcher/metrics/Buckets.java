package dev.tgfetcher.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;

/** The upper bounds of histograms, chosen so that usual quantiles lie between two of them. */
final class Buckets {
  /** Requests to Telegram: from milliseconds to TDLib's timeout. */
  static final Duration[] REQUEST =
      seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 90);

  /** Days and commands: from an empty day to a long range of days. */
  static final Duration[] WORK =
      seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800);

  /** Time in the queue: up to a day. */
  static final Duration[] QUEUE =
      seconds(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 1800, 3600, 14400, 86400);

  /** Flood waits: usually seconds, sometimes most of a day. */
  static final Duration[] FLOOD = seconds(1, 3, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400);

  private Buckets() {}

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1000)))
        .toArray(Duration[]::new);
  }
}
