package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who added which reaction to one message. */
public final class Reactors {
  /** For a message of which nobody asked. */
  public static final Reactors UNKNOWN = new Reactors(null);

  private final @Nullable Map<JsonNode, List<Long>> byType;

  private Reactors(@Nullable Map<JsonNode, List<Long>> byType) {
    this.byType = byType;
  }

  public static Reactors none() {
    return new Reactors(new HashMap<>());
  }

  /** Adds one {@code addedReaction}. */
  public void add(JsonNode added) {
    if (byType == null) {
      throw new IllegalStateException("nobody asked who reacted");
    }
    byType
        .computeIfAbsent(added.path("type"), type -> new ArrayList<>())
        .add(TdFields.senderId(added.path("sender_id")));
  }

  /** Null when it was not asked for, or Telegram does not tell of this reaction. */
  @Nullable List<Long> of(JsonNode reactionType) {
    return byType == null ? null : byType.get(reactionType);
  }
}
