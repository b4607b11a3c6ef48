package dev.tgfetcher.cli.console.action;

import static dev.tgfetcher.cli.console.action.ActionField.choice;
import static dev.tgfetcher.cli.console.action.ActionField.flag;
import static dev.tgfetcher.cli.console.action.ActionField.option;
import static dev.tgfetcher.cli.console.action.ActionField.text;
import static dev.tgfetcher.cli.console.action.ActionField.words;

import dev.tgfetcher.cli.console.action.Action.Safety;
import dev.tgfetcher.schema.event.ErrorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The changes that operators make in the console. */
public final class Actions {
  private static final List<ActionField> LETTERS =
      List.of(
          words("ids", "Ids of letters", "3f2a 91bc"),
          option("chat", "Chat", "@ru_*"),
          choice(
              "error_type",
              "Error type",
              Arrays.stream(ErrorType.values()).map(ErrorType::wireName).toArray(String[]::new)),
          option("requested_by", "Requested by", "scheduler*"),
          option("since", "Since", "1d"),
          option("until", "Until", "1h"),
          flag("all", "All dead letters"),
          option("limit", "Only the oldest", "10"));

  private static final List<ActionField> PAUSED =
      List.of(option("chat", "Chat", "ru_*"), option("account", "Account", "1234567890"));

  private static final List<Action> ALL =
      List.of(
          new Action(
              "replay",
              "Replay dead letters",
              "dlq replay",
              Safety.DRY_RUN,
              with(LETTERS, option("rate", "Highest rate", "5/s"))),
          new Action("purge", "Purge dead letters", "dlq purge", Safety.DRY_RUN, LETTERS),
          new Action(
              "edit",
              "Edit a dead letter",
              "dlq edit",
              Safety.DIRECT,
              List.of(words("ids", "Id of the letter", "3f2a"), text("payload", "Command"))),
          new Action(
              "cancel",
              "Cancel commands",
              "queue cancel",
              Safety.DRY_RUN,
              List.of(
                  words("ids", "Id of a command", ""),
                  option("chat", "Chat", "@ru_*"),
                  option("requested_by", "Requested by", "scheduler*"))),
          new Action(
              "drain",
              "Drain a worker",
              "workers drain",
              Safety.DIRECT,
              List.of(
                  words("ids", "Worker", ""), option("why", "Reason, which everyone sees", ""))),
          new Action(
              "undrain",
              "Let a worker take commands again",
              "workers undrain",
              Safety.DIRECT,
              List.of(words("ids", "Worker", ""))),
          new Action(
              "pause",
              "Pause the fleet, a chat or an account",
              "queue pause",
              Safety.DIRECT,
              with(
                  PAUSED,
                  option("for", "For", "2h"),
                  option("why", "Reason, which everyone sees", "the disk is full"))),
          new Action(
              "resume",
              "Resume the fleet, a chat or an account",
              "queue resume",
              Safety.DIRECT,
              with(PAUSED, flag("all", "End all pauses"))),
          new Action(
              "limit",
              "Change a rate limit",
              "limits set",
              Safety.DIRECT,
              List.of(
                  words("class", "Class of requests", "history"),
                  words("rate", "Rate", "15/30s"),
                  option("account", "Account", "all"))),
          new Action("push", "Push commands", "push", Safety.UNAUDITED, pushed()));

  private Actions() {}

  private static List<ActionField> pushed() {
    return List.of(
        words("chats", "Chats", "@ru_python @durov"),
        choice("mode", "Mode", "date", "days", "range", "yesterday", "full", "incremental"),
        option("date", "Date", "2025-11-07"),
        option("days", "Days before today", "7"),
        option("from", "From", "2025-11-01"),
        option("to", "To", "2025-11-07"),
        choice("strategy", "Strategy", "batch", "per_day"),
        choice("priority", "Priority", "normal", "low"),
        option("limit", "Messages at most", ""),
        flag("force", "Fetch complete days again"));
  }

  private static List<ActionField> with(List<ActionField> some, ActionField... more) {
    List<ActionField> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  public static Optional<Action> named(String name) {
    return ALL.stream().filter(action -> action.name().equals(name)).findFirst();
  }
}
