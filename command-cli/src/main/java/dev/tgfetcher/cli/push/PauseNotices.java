package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.option.Glob;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.Pauses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports each pause that may keep tracked commands waiting, once. */
final class PauseNotices {
  private final Pauses pauses;
  private final Set<String> reported = new HashSet<>();

  PauseNotices(Pauses pauses) {
    this.pauses = pauses;
  }

  /**
   * The pauses that were not reported before.
   *
   * @param chats the folders of the chats whose commands have not ended
   */
  List<String> next(Set<String> chats) {
    return pauses.read().pauses().stream()
        .map(pause -> notice(pause, chats))
        .filter(notice -> notice != null && reported.add(notice))
        .toList();
  }

  private static @Nullable String notice(Pause pause, Set<String> chats) {
    return switch (pause.target().kind()) {
      case FLEET -> pause.text() + "; the commands wait (tg-fetcher queue resume)";
      case ACCOUNT -> pause.text() + "; the commands wait for other accounts";
      case CHAT -> {
        Glob glob = Glob.of(pause.target().name());
        String resume = "tg-fetcher queue resume --chat '" + pause.target().name() + "'";
        yield chats.stream().anyMatch(glob::matches)
            ? pause.text() + "; its commands wait (" + resume + ")"
            : null;
      }
      case WORKER -> null;
    };
  }
}
