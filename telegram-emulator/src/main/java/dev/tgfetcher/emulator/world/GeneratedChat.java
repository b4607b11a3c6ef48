package dev.tgfetcher.emulator.world;

/**
 * A chat to be generated.
 *
 * @param commentsPerPost how many comments each post of a channel has; 0 for a channel without a
 *     discussion group, and for a supergroup. The group is named like the channel, with {@code
 *     _chat} after it
 */
public record GeneratedChat(
    Chat.Kind kind, String username, String title, Timeline timeline, int commentsPerPost) {
  public GeneratedChat {
    boolean canHaveComments = kind == Chat.Kind.CHANNEL;
    if (commentsPerPost < 0 || (commentsPerPost > 0 && !canHaveComments)) {
      throw new IllegalArgumentException("only a channel's posts have comments");
    }
  }

  public static GeneratedChat supergroup(String username, String title, Timeline timeline) {
    return new GeneratedChat(Chat.Kind.SUPERGROUP, username, title, timeline, 0);
  }

  public static GeneratedChat channel(
      String username, String title, Timeline timeline, int commentsPerPost) {
    return new GeneratedChat(Chat.Kind.CHANNEL, username, title, timeline, commentsPerPost);
  }
}
