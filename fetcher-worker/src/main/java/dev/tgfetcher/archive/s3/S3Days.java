package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveNames;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * The days of an archive in a bucket. A listing shows which days there are; the metadata of an
 * object have its header, so that a day costs one request, and none while it does not change.
 */
class S3Days implements StoredDays {
  final Bucket bucket;
  final ArchiveKeys keys;
  final ChatListings listings;
  final KnownDays known = new KnownDays();

  S3Days(Bucket bucket) {
    this.bucket = bucket;
    this.keys = new ArchiveKeys(bucket.location());
    this.listings = new ChatListings(bucket, keys, System::nanoTime);
  }

  /** An object of the archive. */
  private record InBucket(Bucket bucket, String key) implements StoredFile {
    @Override
    public String place() {
      return bucket.location().place(key);
    }

    @Override
    public InputStream open() throws IOException {
      return bucket.open(key);
    }
  }

  @Override
  public String place() {
    return bucket.location().place();
  }

  @Override
  public String place(String chat) {
    return bucket.location().place(keys.chat(chat));
  }

  @Override
  public List<String> chats() {
    return bucket.folders(bucket.location().key("")).stream()
        .filter(ArchiveNames::isChat)
        .sorted()
        .toList();
  }

  @Override
  public List<LocalDate> days(String chat) {
    return List.copyOf(listings.of(chat).days().keySet());
  }

  @Override
  public Optional<Instant> writtenAt(String chat, LocalDate date) {
    return Optional.ofNullable(listings.of(chat).days().get(date)).map(StoredObject::writtenAt);
  }

  @Override
  public Optional<ArchivedDay> find(String chat, LocalDate date) {
    return lookUp(chat, date).flatMap(KnownDay::day);
  }

  /** The day's object; empty when there is none. */
  Optional<KnownDay> lookUp(String chat, LocalDate date) {
    StoredObject listed = listings.of(chat).days().get(date);
    if (listed == null) {
      return Optional.empty();
    }
    Optional<KnownDay> remembered = known.find(listed);
    return remembered.isPresent() ? remembered : read(chat, date);
  }

  /** The day's object as it is now, with its metadata; empty when the listing has none. */
  Optional<KnownDay> lookUpNow(String chat, LocalDate date) {
    return listings.of(chat).days().containsKey(date) ? read(chat, date) : Optional.empty();
  }

  private Optional<KnownDay> read(String chat, LocalDate date) {
    String key = keys.day(chat, date);
    Optional<KnownDay> day = bucket.head(key).map(head -> known(chat, date, head));
    day.ifPresent(one -> known.put(key, one));
    return day;
  }

  KnownDay known(String chat, LocalDate date, Bucket.Head head) {
    Optional<DayTags> tags = DayTags.read(head.metadata());
    Optional<ArchivedDay> day =
        tags.flatMap(DayTags::header)
            .map(header -> archived(chat, date, header, tags.map(DayTags::contentSha256)))
            .or(() -> readHeader(chat, date))
            .filter(ArchivedDay::isValid);
    return new KnownDay(head.etag(), day, tags);
  }

  ArchivedDay archived(
      String chat, LocalDate date, ArchiveHeader header, Optional<String> contentSha256) {
    return new ArchivedDay(
        chat, date, bucket.location().place(keys.day(chat, date)), header, contentSha256);
  }

  /** Reads the beginning and the end of an object without metadata. */
  private Optional<ArchivedDay> readHeader(String chat, LocalDate date) {
    String key = keys.day(chat, date);
    try (ArchiveReader reader = ArchiveReader.open(bucket.open(key), date)) {
      return Optional.of(
          archived(
              chat,
              date,
              reader.header(),
              ArchivedDay.digestAtEnd(bucket.tail(key, ArchivedDay.TAIL))));
    } catch (JacksonException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", bucket.location().place(key), e);
    }
  }

  @Override
  public MessageScan messages(ArchivedDay day) {
    return lookUp(day.chat(), day.date())
        .flatMap(KnownDay::tags)
        .map(DayTags::messages)
        .orElseGet(() -> scan(day));
  }

  private MessageScan scan(ArchivedDay day) {
    try {
      return MessageScan.of(bucket.open(keys.day(day.chat(), day.date())));
    } catch (IOException e) {
      throw new StorageException("read", day.place(), e);
    }
  }

  @Override
  public StoredFile file(String chat, LocalDate date) {
    return new InBucket(bucket, keys.day(chat, date));
  }

  @Override
  public NavigableMap<LocalDate, NavigableMap<Integer, StoredFile>> revisions(String chat) {
    NavigableMap<LocalDate, NavigableMap<Integer, StoredFile>> revisions = new TreeMap<>();
    listings
        .of(chat)
        .revisions()
        .forEach(
            (date, kept) -> {
              NavigableMap<Integer, StoredFile> files = new TreeMap<>();
              kept.forEach((number, one) -> files.put(number, new InBucket(bucket, one.key())));
              revisions.put(date, files);
            });
    return revisions;
  }

  @Override
  public List<String> strangers(String chat) {
    return listings.of(chat).strangers().stream()
        .map(stranger -> bucket.location().place(stranger.key()))
        .toList();
  }
}
