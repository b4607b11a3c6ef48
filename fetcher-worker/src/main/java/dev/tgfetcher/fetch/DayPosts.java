package dev.tgfetcher.fetch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The posts of one day, newest first: a few bytes each. */
final class DayPosts {
  private static final Comparator<Post> NEWEST_FIRST =
      Comparator.comparingLong(Post::id).reversed();

  private final List<Post> posts = new ArrayList<>();

  /** Adds the next older post. */
  void add(Post post) {
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

  /** The post of that id; null when it is not of this day. */
  @Nullable Post find(long id) {
    Post wanted = new Post(id, Instant.EPOCH, 0, 0);
    int index = Collections.binarySearch(posts, wanted, NEWEST_FIRST);
    return index < 0 ? null : posts.get(index);
  }

  /** Server id, in the discussion group, of the newest comment that is known of; 0 for none. */
  long newestReply() {
    return posts.stream().mapToLong(Post::lastReply).max().orElse(0);
  }

  /** Those that may have comments, by id. */
  Map<Long, Post> discussed() {
    Map<Long, Post> discussed = new LinkedHashMap<>();
    posts.stream().filter(Post::mayHaveComments).forEach(post -> discussed.put(post.id(), post));
    return discussed;
  }
}
