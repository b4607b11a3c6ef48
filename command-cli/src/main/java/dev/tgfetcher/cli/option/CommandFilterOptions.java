package dev.tgfetcher.cli.option;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which commands are meant, by what they say. */
public final class CommandFilterOptions {
  @Option(
      names = "--chat",
      paramLabel = "GLOB",
      description = "Only of these chats; * and ? stand for what they do in a shell.")
  private List<String> chats = List.of();

  @Option(
      names = "--requested-by",
      paramLabel = "GLOB",
      description = "Only what these people or schedulers asked for.")
  private List<String> requestedBy = List.of();

  public boolean isEmpty() {
    return chats.isEmpty() && requestedBy.isEmpty();
  }

  public CommandFilter filter() {
    return new CommandFilter(
        chats.stream().map(Glob::ofChat).toList(), requestedBy.stream().map(Glob::of).toList());
  }

  /** In the words of the command line. */
  public Stream<String> words() {
    return Stream.concat(
        chats.stream().map(chat -> "--chat " + chat),
        requestedBy.stream().map(person -> "--requested-by " + person));
  }
}
