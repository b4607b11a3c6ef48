package dev.tgfetcher.limit;

import java.util.Map;

/** Finds the class of a request on the wire by its constructor in {@code telegram_api.tl}. */
final class MethodClassifier {
  /** For the pinned layer and library; a renamed constructor of a newer one counts as other. */
  static final Map<Integer, MethodClass> CLASSES =
      Map.ofEntries(
          Map.entry(0x4423e6c5, MethodClass.HISTORY), // messages.getHistory
          Map.entry(0x29ee847a, MethodClass.HISTORY), // messages.search
          Map.entry(0xad8c9a23, MethodClass.MESSAGES), // channels.getMessages
          Map.entry(0x63c66506, MethodClass.MESSAGES), // messages.getMessages
          Map.entry(0x22ddd30c, MethodClass.REPLIES), // messages.getReplies
          Map.entry(0x446972fd, MethodClass.REPLIES), // messages.getDiscussionMessage
          Map.entry(0x461b3f48, MethodClass.REACTIONS), // messages.getMessageReactionsList
          Map.entry(0x725afbbc, MethodClass.RESOLVE), // contacts.resolveUsername
          Map.entry(0x08736a09, MethodClass.FULL_INFO), // channels.getFullChannel
          Map.entry(0xb60f5918, MethodClass.FULL_INFO)); // users.getFullUser

  private MethodClassifier() {}

  static MethodClass classOf(int constructor) {
    return CLASSES.getOrDefault(constructor, MethodClass.OTHER);
  }
}
