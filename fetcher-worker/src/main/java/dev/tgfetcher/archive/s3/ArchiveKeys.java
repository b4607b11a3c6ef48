package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveNames;
import java.time.LocalDate;

/**
 * The keys of the objects of an archive: the layout of a directory, without locks and fences.
 *
 * <ol>
 *   <li>a day, {@code <chat>/<date>.json}
 *   <li>its former revisions, {@code <chat>/.revisions/<date>.r<N>.json}
 *   <li>the progress of a chat, {@code <chat>/.progress}, and {@code progress.json}
 * </ol>
 */
record ArchiveKeys(BucketLocation location) {
  /** It does not end in {@code .json}, because such objects of a chat are days. */
  static final String PROGRESS = ".progress";

  String chat(String chat) {
    return location.key(ArchiveNames.checkedChat(chat) + "/");
  }

  String day(String chat, LocalDate date) {
    return chat(chat) + ArchiveNames.day(date);
  }

  String revision(String chat, String fileName) {
    return chat(chat) + ArchiveNames.REVISIONS + "/" + fileName;
  }

  String progress(String chat) {
    return chat(chat) + PROGRESS;
  }

  String progress() {
    return location.key("progress.json");
  }
}
