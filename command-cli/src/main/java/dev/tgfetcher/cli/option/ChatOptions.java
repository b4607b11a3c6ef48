package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.schema.command.ChatRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that name chats. */
public final class ChatOptions {
  @Parameters(
      paramLabel = "CHAT",
      arity = "0..*",
      description = {
        "@name, a link such as https://t.me/name, an id such as",
        "-1001234567890, or me for the Saved Messages."
      })
  private List<String> chats = List.of();

  @Option(
      names = "--chats-file",
      paramLabel = "FILE",
      description = "File of further chats, one a line; # begins a comment.")
  private @Nullable Path file;

  private final CliContext context;

  public ChatOptions(CliContext context) {
    this.context = context;
  }

  /** All chats as they were written; of two forms of one chat, the first. */
  public List<String> all() {
    List<String> all = new ArrayList<>(chats);
    if (file != null) {
      all.addAll(read(file));
    }
    Set<String> seen = new HashSet<>();
    return all.stream().filter(chat -> seen.add(canonical(chat))).toList();
  }

  private static String canonical(String chat) {
    return ChatRef.parse(chat).map(ChatRef::canonical).orElse(chat);
  }

  private List<String> read(Path name) {
    try {
      return Files.readAllLines(context.directory().resolve(name)).stream()
          .map(line -> line.replaceFirst("^\uFEFF", "").replaceFirst("(^|\\s)#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (NoSuchFileException e) {
      throw CliException.wrongUsage("--chats-file " + name + " does not exist");
    } catch (IOException e) {
      throw new UncheckedIOException("--chats-file " + name + " cannot be read", e);
    }
  }
}
