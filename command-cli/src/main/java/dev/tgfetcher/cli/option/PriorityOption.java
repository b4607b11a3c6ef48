package dev.tgfetcher.cli.option;

import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Priority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The priority of pushed commands. */
public final class PriorityOption {
  /** The values of the option. */
  enum Value {
    normal(Priority.NORMAL),
    low(Priority.LOW);

    private final Priority priority;

    Value(Priority priority) {
      this.priority = priority;
    }
  }

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description =
          "normal, or low for backfills: while both wait, one of five commands is low. Default:"
              + " normal.")
  private @Nullable Value value;

  /** The command with the given priority; unchanged if none was given. */
  public FetchCommand in(FetchCommand command) {
    return value == null ? command : command.withPriority(value.priority);
  }

  public boolean isGiven() {
    return value != null;
  }
}
