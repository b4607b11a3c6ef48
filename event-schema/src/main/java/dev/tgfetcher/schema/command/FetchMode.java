package dev.tgfetcher.schema.command;

import java.time.LocalDate;
import tools.jackson.databind.node.ObjectNode;

/** The UTC days that a command asks for. The worker knows the current day. */
public sealed interface FetchMode {

  /** The value of {@code mode} in JSON. */
  String wireName();

  /** Adds the fields of this mode to a command in JSON. */
  void writeTo(ObjectNode json);

  /** Calls the method of this mode's case. */
  <T> T fold(Cases<T> cases);

  /** One method for each mode. */
  interface Cases<T> {
    T day(LocalDate date);

    T days(int days);

    T range(LocalDate from, LocalDate to);

    T yesterday();

    T full();

    T incremental();
  }

  /** One day. */
  record Day(LocalDate date) implements FetchMode {
    @Override
    public String wireName() {
      return "date";
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put("date", date.toString());
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.day(date);
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

    @Override
    public void writeTo(ObjectNode json) {
      json.put("days", days);
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.days(days);
    }
  }

  /** The days from {@code from} to {@code to}, both included. */
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

    @Override
    public void writeTo(ObjectNode json) {
      json.put("from", from.toString()).put("to", to.toString());
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.range(from, to);
    }
  }

  /** The day before today. */
  record Yesterday() implements FetchMode {
    @Override
    public String wireName() {
      return "yesterday";
    }

    @Override
    public void writeTo(ObjectNode json) {}

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.yesterday();
    }
  }

  /** From the chat's first message to today. */
  record Full() implements FetchMode {
    @Override
    public String wireName() {
      return "full";
    }

    @Override
    public void writeTo(ObjectNode json) {}

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.full();
    }
  }

  /** From the last complete day to yesterday. */
  record Incremental() implements FetchMode {
    @Override
    public String wireName() {
      return "incremental";
    }

    @Override
    public void writeTo(ObjectNode json) {}

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.incremental();
    }
  }
}
