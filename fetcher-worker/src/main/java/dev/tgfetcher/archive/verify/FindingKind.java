package dev.tgfetcher.archive.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be wrong with an archive, and what an operator does about it. */
public enum FindingKind {
  UNREADABLE("fetch the day again with force; the file is kept aside"),
  NOT_OPENED("see to the disk, the link, or the rights of whoever verifies; the rest was read"),
  WRONG_CHECKSUM("the file was changed after it was written: fetch the day again with force"),
  WRONG_DATE("rename the file, or fetch the day of its name again with force"),
  DUPLICATE_ID("fetch the day again with force"),
  UNSORTED_ID("fetch the day again with force"),
  OUTSIDE_DAY("fetch the day again with force"),
  UNNAMED_SENDER("fetch the day again with force"),
  REVISION_OUT_OF_ORDER("compare the revisions, and remove what is not wanted"),
  MISSING_DAYS("fetch the days with mode range"),
  FOREIGN_FILE("move the file elsewhere: analyzers take it for a day"),
  LEFTOVER("archive verify --repair removes it"),
  PROGRESS("archive verify --repair builds it again from the files");

  private final String remedy;

  FindingKind(String remedy) {
    this.remedy = remedy;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String remedy() {
    return remedy;
  }
}
