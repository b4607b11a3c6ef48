package dev.tgfetcher.cli;

import dev.tgfetcher.log.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: all verbs, and what they have in common. */
@Command(
    name = "tg-fetcher",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Archives Telegram chats through a fleet of workers fed by Redis.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not logged in,",
      "4 Redis unreachable, 130 interrupted.",
      "'tg-fetcher VERB --help' shows a verb's options, with examples."
    },
    subcommands = {
      DemoVerb.class,
      WorkerVerb.class,
      LoginVerb.class,
      SessionsVerb.class,
      PushVerb.class,
      FetchVerb.class,
      ScheduleVerb.class,
      StatusVerb.class,
      WorkersVerb.class,
      EventsVerb.class,
      ArchiveVerb.class,
      LimitsVerb.class,
      AuditVerb.class,
      DlqVerb.class,
      QueueVerb.class,
      OrphansVerb.class,
      DoctorVerb.class,
      CompletionVerb.class,
      ManPagesVerb.class,
      TdlibVerb.class,
    })
final class TgFetcher implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine commandLine(Surroundings surroundings) {
    FailureHandler failures = new FailureHandler(surroundings);
    return new CommandLine(new TgFetcher(), new VerbFactory(surroundings))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(Help.defaultColorScheme(surroundings.terminal().outColours()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        // "@name" is a chat, even where a file of that name lies, as in the archive's folder.
        .setExpandAtFiles(false)
        .setExecutionStrategy(arguments -> execute(arguments, surroundings))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static int execute(ParseResult arguments, Surroundings surroundings) {
    Integer help = CommandLine.executeHelpRequest(arguments);
    if (help != null) {
      return help;
    }
    // Short verbs speak for themselves; a worker sets up a log of its own.
    Logging.text(System.err, surroundings.environment().getOrDefault("LOG_LEVEL", "OFF"));
    return new CommandLine.RunLast().execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a verb is missing");
  }
}
