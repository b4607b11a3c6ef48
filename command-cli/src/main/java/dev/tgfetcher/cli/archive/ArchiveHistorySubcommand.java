package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.change.MessageHistory;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.option.DayArgument;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Shows what the revisions of its day say of one message.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive history @your_channel 1234",
      "  tg-fetcher archive history @your_channel 1234 --date 2025-11-07 -o json",
      "",
      "The changes of the message's comments are shown as well, as POST/COMMENT."
    })
final class ArchiveHistorySubcommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CHAT", description = "A chat of the archive.")
  private String chat = "";

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description = "The message's id, as in the archive and at the end of its link.")
  private long id;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "The day of the message (default: found by the ids of the days).")
  private @Nullable DayArgument date;

  @Mixin private ArchiveOptions archive;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  ArchiveHistorySubcommand(CliContext context) {
    this.context = context;
    this.archive = new ArchiveOptions(context);
  }

  @Override
  public Integer call() {
    List<MessageHistory.Seen> seen;
    try (OpenArchive opened = archive.open()) {
      String folder = ArchivedChat.folder(opened.store(), chat);
      seen = seen(new MessageHistory(opened.store(), folder, id));
    }
    if (seen.isEmpty()) {
      throw CliException.failed(
          "no archived day of '%s' has the message %d%s"
              .formatted(chat, id, date == null ? ": name its day with --date" : " on that day"));
    }
    output.print(
        spec.commandLine().getOut(),
        seen,
        seen.stream().map(ArchiveHistorySubcommand::line).toList());
    return ExitCode.DONE;
  }

  private List<MessageHistory.Seen> seen(MessageHistory history) {
    return date == null
        ? history.inItsDay()
        : history.in(date.on(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC)));
  }

  private static String line(MessageHistory.Seen seen) {
    return "r%-3d %s  %s"
        .formatted(seen.revision(), ChangeText.time(seen.seenAt()), ChangeText.line(seen.change()));
  }
}
