package dev.tgfetcher.cli;

import dev.tgfetcher.cli.filter.CommandFilter;
import dev.tgfetcher.cli.filter.Glob;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which commands are meant, by what they say. */
final class CommandFilterOptions {
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

  boolean isEmpty() {
    return chats.isEmpty() && requestedBy.isEmpty();
  }

  CommandFilter filter() {
    return new CommandFilter(
        chats.stream().map(Glob::ofChat).toList(), requestedBy.stream().map(Glob::of).toList());
  }

  /** In the words of the command line. */
  Stream<String> words() {
    return Stream.concat(
        chats.stream().map(chat -> "--chat " + chat),
        requestedBy.stream().map(person -> "--requested-by " + person));
  }
}
