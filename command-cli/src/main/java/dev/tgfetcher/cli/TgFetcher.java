package dev.tgfetcher.cli;

import dev.tgfetcher.cli.archive.ArchiveSubcommand;
import dev.tgfetcher.cli.audit.AuditSubcommand;
import dev.tgfetcher.cli.batch.BatchSubcommand;
import dev.tgfetcher.cli.console.ConsoleSubcommand;
import dev.tgfetcher.cli.deadletter.DlqSubcommand;
import dev.tgfetcher.cli.demo.DemoSubcommand;
import dev.tgfetcher.cli.doctor.DoctorSubcommand;
import dev.tgfetcher.cli.event.EventsSubcommand;
import dev.tgfetcher.cli.fetch.FetchSubcommand;
import dev.tgfetcher.cli.limit.LimitsSubcommand;
import dev.tgfetcher.cli.push.PushSubcommand;
import dev.tgfetcher.cli.push.ScheduleSubcommand;
import dev.tgfetcher.cli.queue.OrphansSubcommand;
import dev.tgfetcher.cli.queue.QueueSubcommand;
import dev.tgfetcher.cli.session.LoginSubcommand;
import dev.tgfetcher.cli.session.SessionsSubcommand;
import dev.tgfetcher.cli.show.ShowSubcommand;
import dev.tgfetcher.cli.status.StatusSubcommand;
import dev.tgfetcher.cli.status.WorkersSubcommand;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.SubcommandGroup;
import dev.tgfetcher.log.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;

/** The command line: all subcommands, and their common settings. */
@Command(
    name = "tg-fetcher",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Archives Telegram chats through a fleet of workers fed by Redis.",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not logged in,",
      "4 Redis unreachable, 130 interrupted.",
      "'tg-fetcher help SUBCOMMAND' shows its options, with examples. A noun alone",
      "lists: 'tg-fetcher dlq' is 'tg-fetcher dlq list'; 'ls' and 'get' work as well."
    },
    subcommands = {
      DemoSubcommand.class,
      WorkerSubcommand.class,
      LoginSubcommand.class,
      SessionsSubcommand.class,
      PushSubcommand.class,
      FetchSubcommand.class,
      ScheduleSubcommand.class,
      StatusSubcommand.class,
      WorkersSubcommand.class,
      EventsSubcommand.class,
      ArchiveSubcommand.class,
      LimitsSubcommand.class,
      AuditSubcommand.class,
      DlqSubcommand.class,
      QueueSubcommand.class,
      BatchSubcommand.class,
      ShowSubcommand.class,
      OrphansSubcommand.class,
      DoctorSubcommand.class,
      ConsoleSubcommand.class,
      CompletionSubcommand.class,
      ManPagesSubcommand.class,
      TdlibSubcommand.class,
    })
final class TgFetcher extends SubcommandGroup {
  static CommandLine commandLine(CliContext context) {
    return embedded(context).setExecutionStrategy(arguments -> execute(arguments, context));
  }

  /** The command line for a process that has set up its own log. */
  static CommandLine embedded(CliContext context) {
    FailureHandler failures = new FailureHandler(context);
    return new TypedCommandLine(new TgFetcher(), new SubcommandFactory(context))
        .setOut(context.out())
        .setErr(context.err())
        .setColorScheme(Help.defaultColorScheme(context.terminal().outColours()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        // "@name" is a chat, even if a file of that name exists, as in the archive's folder.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static int execute(ParseResult arguments, CliContext context) {
    Integer help = CommandLine.executeHelpRequest(arguments);
    if (help != null) {
      return help;
    }
    // Short subcommands print their own messages; a worker sets up its own log.
    Logging.text(System.err, context.environment().getOrDefault("LOG_LEVEL", "OFF"));
    return new CommandLine.RunLast().execute(arguments);
  }
}
