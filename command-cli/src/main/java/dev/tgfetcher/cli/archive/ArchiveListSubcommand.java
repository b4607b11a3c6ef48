package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.listing.ArchiveListing;
import dev.tgfetcher.archive.listing.CalendarText;
import dev.tgfetcher.archive.listing.DayState;
import dev.tgfetcher.archive.listing.ListedChat;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.command.ChatRef;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the archived days of each chat as a calendar.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive list",
      "  tg-fetcher archive list @your_channel",
      "  tg-fetcher archive list --summary",
      "  tg-fetcher archive list -o json"
    })
final class ArchiveListSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("CHAT", "FIRST", "LAST", "COMPLETE", "INCOMPLETE", "MISSING", "MESSAGES");

  @Parameters(paramLabel = "CHAT", arity = "0..*", description = "Only these chats (default: all).")
  private List<String> wanted = List.of();

  @Option(names = "--summary", description = "One line a chat instead of its calendar.")
  private boolean summary;

  @Mixin private ArchiveOptions archive;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<ListedChat> chats;
    try (OpenArchive opened = archive.open()) {
      chats = chats(opened.store());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json() || summary) {
      output.print(out, chats, HEADER, ArchiveListSubcommand::row);
    } else {
      chats.forEach(chat -> out.println(CalendarText.of(chat)));
      out.print(CalendarText.legend());
    }
    out.flush();
    return ExitCode.DONE;
  }

  private List<ListedChat> chats(StoredDays days) {
    ArchiveListing listing = new ArchiveListing(days);
    return wanted.isEmpty()
        ? listing.chats()
        : wanted.stream().map(chat -> chat(listing, days, chat)).toList();
  }

  private static ListedChat chat(ArchiveListing listing, StoredDays days, String name) {
    return ChatRef.parse(name)
        .flatMap(chat -> listing.chat(chat.folder()))
        .orElseThrow(
            () ->
                CliException.failed(
                    "there are no days of '%s' in %s: leave out the name to list all chats"
                        .formatted(name, days.place())));
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
