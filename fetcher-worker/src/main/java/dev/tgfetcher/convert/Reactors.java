package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The users who added each reaction to one message. */
public final class Reactors {
  /** The reactors of a message for which they were not requested, or are hidden. */
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
      throw new IllegalStateException("the reactors of this message were not requested");
    }
    byType
        .computeIfAbsent(added.path("type"), type -> new ArrayList<>())
        .add(TdFields.senderId(added.path("sender_id")));
  }

  /** The users with this reaction; null when not requested, or hidden by Telegram. */
  @Nullable List<Long> of(JsonNode reactionType) {
    return byType == null ? null : byType.get(reactionType);
  }
}
