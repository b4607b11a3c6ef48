package dev.tgfetcher.fetch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  boolean contains(long id) {
    Post wanted = new Post(id, Instant.EPOCH, 0, 0);
    return Collections.binarySearch(posts, wanted, NEWEST_FIRST) >= 0;
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
