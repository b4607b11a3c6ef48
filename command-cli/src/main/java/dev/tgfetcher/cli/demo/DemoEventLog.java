package dev.tgfetcher.cli.demo;

import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of the demo, by kind. */
final class DemoEventLog {
  private final Map<ChatDay, MessagesFetched> fetched = new LinkedHashMap<>();
  private final List<MessagesFetched> repeated = new ArrayList<>();
  private final List<CommandDeadLettered> deadLettered = new ArrayList<>();
  private final List<FetchFailed> failed = new ArrayList<>();
  private long messagesOfCurrentDay;
  private int events;

  void add(Event event) {
    events++;
    if (event instanceof MessagesFetched day) {
      messagesOfCurrentDay = 0;
      if (fetched.putIfAbsent(new ChatDay(day.chat(), day.date()), day) != null) {
        repeated.add(day);
      }
    } else if (event instanceof CommandDeadLettered letter) {
      deadLettered.add(letter);
    } else if (event instanceof FetchFailed failure) {
      failed.add(failure);
    } else if (event instanceof FetchProgress progress) {
      messagesOfCurrentDay = progress.messagesFetched();
    }
  }

  Map<ChatDay, MessagesFetched> fetched() {
    return fetched;
  }

  List<MessagesFetched> repeated() {
    return repeated;
  }

  List<CommandDeadLettered> deadLettered() {
    return deadLettered;
  }

  List<FetchFailed> failed() {
    return failed;
  }

  int events() {
    return events;
  }

  /** The number of commands that have ended. */
  int ended() {
    return fetched.size() + deadLettered.size();
  }

  long messages() {
    return messagesOfCurrentDay
        + fetched.values().stream().mapToLong(MessagesFetched::messageCount).sum();
  }
}
