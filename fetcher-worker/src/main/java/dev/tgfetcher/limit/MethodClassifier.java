package dev.tgfetcher.limit;

import java.util.Map;

/** Finds the class of a request on the wire by its constructor in {@code telegram_api.tl}. */
final class MethodClassifier {
  /** For the pinned layer and library; a renamed constructor of a newer one counts as other. */
  static final Map<Integer, MethodClass> CLASSES =
      Map.of(
          0x4423e6c5, MethodClass.HISTORY, // messages.getHistory
          0x29ee847a, MethodClass.HISTORY, // messages.search
          0x22ddd30c, MethodClass.REPLIES, // messages.getReplies
          0x446972fd, MethodClass.REPLIES, // messages.getDiscussionMessage
          0x461b3f48, MethodClass.REACTIONS, // messages.getMessageReactionsList
          0x725afbbc, MethodClass.RESOLVE, // contacts.resolveUsername
          0x08736a09, MethodClass.FULL_INFO, // channels.getFullChannel
          0xb60f5918, MethodClass.FULL_INFO); // users.getFullUser

  private MethodClassifier() {}

  static MethodClass classOf(int constructor) {
    return CLASSES.getOrDefault(constructor, MethodClass.OTHER);
  }
}
