package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.schema.command.ChatRef;

/** Finds a chat of the archive by any form in which a command may name it. */
final class ArchivedChat {
  private ArchivedChat() {}

  /**
   * Returns the name of the chat's folder.
   *
   * @throws CliException if the chat has no days
   */
  static String folder(StoredDays days, String name) {
    return ChatRef.parse(name)
        .map(ChatRef::folder)
        .filter(folder -> !days.days(folder).isEmpty())
        .orElseThrow(
            () ->
                CliException.failed(
                    "there are no days of '%s' in %s: 'tg-fetcher archive list' shows the chats"
                        .formatted(name, days.place())));
  }
}
