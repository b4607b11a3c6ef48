package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.steering.PauseTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what is paused: chats, an account, or without any the fleet. */
final class PauseOptions {
  @Option(
      names = "--chat",
      paramLabel = "GLOB",
      description = "Only commands for these chats; * and ? are wildcards.")
  private @Nullable String chat;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Only the sessions of this account; 'workers' shows the ids.")
  private @Nullable String account;

  /** The name of the chat in any form in which a command may name it; else the pattern itself. */
  private static String plain(String chat) {
    boolean isPattern = chat.contains("*") || chat.endsWith("?");
    return isPattern ? chat : ChatRef.parse(chat).map(ChatRef::folder).orElse(chat);
  }

  PauseTarget target() {
    if (chat != null && account != null) {
      throw CliException.wrongUsage(
          "--chat and --account exclude each other: pause one, then the other");
    }
    if (chat != null && chat.isBlank()) {
      throw CliException.wrongUsage(
          "--chat has no text: name a chat, or leave it out for the fleet");
    }
    if (account != null && !account.matches("\\d{1,19}")) {
      throw CliException.wrongUsage(
          "'" + account + "' is no account id: 'tg-fetcher workers' shows the ids");
    }
    if (chat != null) {
      return PauseTarget.chats(plain(chat.strip()));
    }
    return account != null ? PauseTarget.account(account) : PauseTarget.FLEET;
  }
}
