package dev.tgfetcher.schema.command;

import java.time.LocalDate;

/** Which UTC days a command asks for. What today is, only the worker knows. */
public sealed interface FetchMode {

  /** The word in JSON. */
  String wireName();

  /** One day. */
  record Day(LocalDate date) implements FetchMode {
    @Override
    public String wireName() {
      return "date";
    }
  }

  /** The N whole days before today, newest first. */
  record Days(int days) implements FetchMode {
    public static final int MAX = 365;

    public Days {
      if (days < 1 || days > MAX) {
        throw new IllegalArgumentException("days must be from 1 to " + MAX + ", not " + days);
      }
    }

    @Override
    public String wireName() {
      return "days";
    }
  }

  /** Both days included. */
  record Range(LocalDate from, LocalDate to) implements FetchMode {
    public Range {
      if (from.isAfter(to)) {
        throw new IllegalArgumentException("from " + from + " is after to " + to);
      }
    }

    @Override
    public String wireName() {
      return "range";
    }
  }

  /** The day before today. */
  record Yesterday() implements FetchMode {
    @Override
    public String wireName() {
      return "yesterday";
    }
  }

  /** From the chat's first message to today. */
  record Full() implements FetchMode {
    @Override
    public String wireName() {
      return "full";
    }
  }

  /** From the last complete day to yesterday. */
  record Incremental() implements FetchMode {
    @Override
    public String wireName() {
      return "incremental";
    }
  }
}
