package dev.tgfetcher.cli;

import dev.tgfetcher.archive.ArchiveListing;
import dev.tgfetcher.archive.DayState;
import dev.tgfetcher.archive.ListedChat;
import dev.tgfetcher.worker.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Tells which days of which chats there are.",
    footer = {"", "Examples:", "  tg-fetcher archive list", "  tg-fetcher archive list -o json"})
final class ArchiveListVerb implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("CHAT", "FIRST", "LAST", "COMPLETE", "INCOMPLETE", "MISSING", "MESSAGES");

  @Mixin private ArchiveOptions archive;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<ListedChat> chats = new ArchiveListing(archive.layout()).chats();
    output.print(
        spec.commandLine().getOut(),
        chats,
        new Table(HEADER, chats.stream().map(ArchiveListVerb::row).toList()));
    return ExitCode.DONE;
  }

  private static List<String> row(ListedChat chat) {
    return List.of(
        chat.chat(),
        chat.first().toString(),
        chat.last().toString(),
        String.valueOf(chat.count(DayState.COMPLETE) + chat.count(DayState.EMPTY)),
        String.valueOf(chat.count(DayState.INCOMPLETE) + chat.count(DayState.UNREADABLE)),
        String.valueOf(chat.count(DayState.MISSING)),
        String.format(Locale.ROOT, "%,d", chat.messageCount()));
  }
}
