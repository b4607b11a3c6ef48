package dev.tgfetcher.archive.s3;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.LongSupplier;

/**
 * The listings of the chats that this process works on. A listing is used for some seconds, because
 * the work on one day asks for the days of its chat several times. An older listing than the store
 * has does no harm to a write: its condition is refused then, and the chat is listed again.
 */
final class ChatListings {
  private static final Duration LIVES = Duration.ofSeconds(5);
  private static final int MOST_CHATS = 16;

  private final Bucket bucket;
  private final ArchiveKeys keys;
  private final LongSupplier nanoTime;
  private final Map<String, Aged> listings =
      new LinkedHashMap<>(MOST_CHATS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Aged> eldest) {
          return size() > MOST_CHATS;
        }
      };

  private record Aged(ChatListing listing, long listedAt) {}

  ChatListings(Bucket bucket, ArchiveKeys keys, LongSupplier nanoTime) {
    this.bucket = bucket;
    this.keys = keys;
    this.nanoTime = nanoTime;
  }

  ChatListing of(String chat) {
    long now = nanoTime.getAsLong();
    synchronized (listings) {
      Aged known = listings.get(chat);
      if (known != null && now - known.listedAt() < LIVES.toNanos()) {
        return known.listing();
      }
    }
    String prefix = keys.chat(chat);
    ChatListing listing = ChatListing.of(prefix, bucket.list(prefix));
    put(chat, new Aged(listing, now));
    return listing;
  }

  private void put(String chat, Aged listing) {
    synchronized (listings) {
      listings.put(chat, listing);
    }
  }

  /** Takes over a day that this process has written. */
  void written(
      String chat,
      LocalDate date,
      StoredObject day,
      NavigableMap<Integer, StoredObject> revisions) {
    synchronized (listings) {
      listings.computeIfPresent(
          chat,
          (name, known) -> new Aged(known.listing().with(date, day, revisions), known.listedAt()));
    }
  }

  /** Lists the chat again at its next use. */
  void forget(String chat) {
    synchronized (listings) {
      listings.remove(chat);
    }
  }
}
