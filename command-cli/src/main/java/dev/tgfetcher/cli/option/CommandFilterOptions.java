package dev.tgfetcher.cli.option;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that filter commands by chat and requester. */
public final class CommandFilterOptions {
  @Option(
      names = "--chat",
      paramLabel = "GLOB",
      description = "Only of these chats; * and ? are wildcards.")
  private List<String> chats = List.of();

  @Option(
      names = "--requested-by",
      paramLabel = "GLOB",
      description = "Only requested by these people or schedulers; * and ? are wildcards.")
  private List<String> requestedBy = List.of();

  public boolean isEmpty() {
    return chats.isEmpty() && requestedBy.isEmpty();
  }

  public CommandFilter filter() {
    return new CommandFilter(
        chats.stream().map(Glob::ofChat).toList(), requestedBy.stream().map(Glob::of).toList());
  }

  /** The options as they would be typed. */
  public Stream<String> arguments() {
    return Stream.concat(
        chats.stream().map(chat -> "--chat " + chat),
        requestedBy.stream().map(requester -> "--requested-by " + requester));
  }
}
