package dev.tgfetcher.cli.console.action;

import dev.tgfetcher.cli.terminal.TextEditor;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The editor of {@code dlq edit} for a text that a person has written in the browser. */
record LetterEditor(Path file) {
  static LetterEditor of(String text) {
    try {
      return new LetterEditor(TextEditor.fileOf(text.replace("\r\n", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a text is no command; empty if it is one. */
  static Optional<String> problem(String text) {
    return CommandParser.parse(text) instanceof ParsedCommand.Invalid invalid
        ? Optional.of(invalid.message())
        : Optional.empty();
  }

  /** The editor puts the text into the file that it is given. */
  Map<String, String> variables() {
    return Map.of("VISUAL", "cp '" + file.toAbsolutePath() + "'");
  }

  void delete() {
    try {
      boolean unused = Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
