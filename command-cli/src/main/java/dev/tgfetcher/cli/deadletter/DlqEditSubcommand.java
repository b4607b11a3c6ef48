package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Confirmation;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.cli.terminal.TextEditor;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the command of a dead letter in your editor.",
      "The editor is VISUAL, EDITOR, else vi. The new text replaces the command if it is valid. "
          + "The letter keeps its command id, error and history, and gets a new id in the list. "
          + "Then replay it."
    },
    footer = {
      "",
      "With --output json: one {id, new_id, changed}.",
      "",
      "Examples:",
      "  tg-fetcher dlq edit 3f2a",
      "  EDITOR=\"sed -i s/ru_pyton/ru_python/\" tg-fetcher dlq edit 3f2a"
    })
final class DlqEditSubcommand implements Callable<Integer> {
  /** The result as a row. */
  record Edited(String id, String newId, boolean changed) {}

  @Parameters(paramLabel = "ID", description = "Id as in 'dlq list', or its beginning.")
  private String id = "";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public DlqEditSubcommand(CliContext context) {
    this.context = context;
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      DeadLetters letters = new DeadLetters(redis, keys);
      StoredLetter stored = LetterSelector.one(letters, id);
      @Nullable DeadLetter letter = stored.letter();
      if (letter == null) {
        throw CliException.failed(stored.id() + " has no command to edit: purge it");
      }
      String before = text(letter);
      Path file = TextEditor.fileOf(before);
      String after = edited(file);
      if (after.equals(before)) {
        Files.delete(file);
        print(new Edited(stored.id(), stored.id(), false));
        return ExitCode.DONE;
      }
      StoredLetter edited =
          StoredLetter.of(Payload.of(letter.withPayload(compact(after)).toJson()));
      return actor.during(
          redis,
          keys,
          "dlq edit",
          stored.id() + " to " + edited.id(),
          tally -> {
            if (!letters.replace(stored, edited)) {
              throw CliException.failed(
                  "another process has just removed the dead letter; your text is in " + file);
            }
            tally.count(1);
            Files.delete(file);
            print(new Edited(stored.id(), edited.id(), true));
            return ExitCode.DONE;
          });
    }
  }

  private static String text(DeadLetter letter) {
    return letter.raw() != null
        ? letter.raw()
        : Json.MAPPER.readTree(letter.replayPayload()).toPrettyString() + "\n";
  }

  /** Opens the editor until its text is a valid command; returns the text. */
  private String edited(Path file) throws IOException, InterruptedException {
    String before = Files.readString(file);
    while (true) {
      int exitCode = TextEditor.of(context.environment()).edit(file);
      if (exitCode != 0) {
        throw CliException.failed(
            "the editor ended with %d, so nothing was changed (VISUAL or EDITOR names another); %s"
                .formatted(exitCode, "your text is in " + file));
      }
      String after = Files.readString(file);
      if (after.equals(before)
          || !(CommandParser.parse(after) instanceof ParsedCommand.Invalid invalid)) {
        return after;
      }
      offerToReopen(invalid.message(), file);
    }
  }

  private void offerToReopen(String problem, Path file) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("This is no valid command: " + problem);
    boolean again =
        context.terminal().in() && new Confirmation(context).ask("Open it again? [Y/n] ", true);
    if (!again) {
      throw CliException.failed("nothing was changed; your text is in " + file);
    }
  }

  private static String compact(String text) {
    return Json.MAPPER.writeValueAsString(Json.MAPPER.readTree(text));
  }

  private void print(Edited edited) {
    output.print(
        spec.commandLine().getOut(),
        edited,
        new Table(
            List.of("ID", "NEW ID", "CHANGED"),
            List.of(List.of(edited.id(), edited.newId(), edited.changed() ? "yes" : "no"))));
  }
}
