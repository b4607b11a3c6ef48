package dev.tgfetcher.cli.demo;

import java.time.LocalDate;

/** A day of a chat; its fetch gives one file and one event. */
record ChatDay(String chat, LocalDate date) {
  @Override
  public String toString() {
    return chat + " " + date;
  }
}
