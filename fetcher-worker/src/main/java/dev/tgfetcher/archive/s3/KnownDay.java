package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchivedDay;
import java.util.Optional;

/**
 * A day's object, as far as it is known without its content.
 *
 * @param day empty when the object is no whole file of its day
 * @param tags empty when another program has put the object there
 */
record KnownDay(String etag, Optional<ArchivedDay> day, Optional<DayTags> tags) {
  long fencingToken() {
    return tags.map(DayTags::fencingToken).orElse(0L);
  }
}
