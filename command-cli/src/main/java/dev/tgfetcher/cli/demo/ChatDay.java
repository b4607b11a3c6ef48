package dev.tgfetcher.cli.demo;

import java.time.LocalDate;

/** A day of a chat, which is a file and an event. */
record ChatDay(String chat, LocalDate date) {
  @Override
  public String toString() {
    return chat + " " + date;
  }
}
