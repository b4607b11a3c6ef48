package dev.tgfetcher.emulator.world;

/**
 * The specification of a generated chat.
 *
 * @param commentsPerPost the number of comments on each post of a channel; 0 for a channel without
 *     a discussion group, and for a supergroup. The group's username is the channel's plus {@code
 *     _chat}
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
