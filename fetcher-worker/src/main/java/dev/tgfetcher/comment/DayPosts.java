package dev.tgfetcher.comment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The posts of one day, newest first. Each takes a few bytes. */
public final class DayPosts {
  private static final Comparator<ChannelPost> NEWEST_FIRST =
      Comparator.comparingLong(ChannelPost::id).reversed();

  private final List<ChannelPost> posts = new ArrayList<>();

  /** Adds the next older post. */
  public void add(ChannelPost post) {
    posts.add(post);
  }

  boolean isEmpty() {
    return posts.isEmpty();
  }

  long newestId() {
    return posts.get(0).id();
  }

  long oldestId() {
    return posts.get(posts.size() - 1).id();
  }

  /** The post with that id; null when it is not of this day. */
  @Nullable ChannelPost find(long id) {
    ChannelPost wanted = new ChannelPost(id, Instant.EPOCH, 0, 0);
    int index = Collections.binarySearch(posts, wanted, NEWEST_FIRST);
    return index < 0 ? null : posts.get(index);
  }

  /** Server id of the newest known comment, in the discussion group; 0 for none. */
  long newestReply() {
    return posts.stream().mapToLong(ChannelPost::lastReply).max().orElse(0);
  }

  /** The posts that may have comments, by id. */
  Map<Long, ChannelPost> discussed() {
    Map<Long, ChannelPost> discussed = new LinkedHashMap<>();
    posts.stream()
        .filter(ChannelPost::mayHaveComments)
        .forEach(post -> discussed.put(post.id(), post));
    return discussed;
  }
}
