package dev.tgfetcher.archive.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of problems of an archive, each with its remedy for an operator. */
public enum FindingKind {
  UNREADABLE("fetch the day again with force; the file is kept as .unreadable"),
  NOT_OPENED("check the disk, the link, and the read permission; the rest was read"),
  WRONG_CHECKSUM("the file has changed since it was written; fetch the day again with force"),
  WRONG_DATE("rename the file, or fetch the day of its name again with force"),
  DUPLICATE_ID("fetch the day again with force"),
  UNSORTED_ID("fetch the day again with force"),
  OUTSIDE_DAY("fetch the day again with force"),
  UNNAMED_SENDER("fetch the day again with force"),
  OUTSIDE_ID_RANGE("fetch the day again with force"),
  ID_GAP("fetch both days with fetch ... --force; messages of one of them are missing"),
  REVISION_OUT_OF_ORDER("compare the revisions, and remove the wrong ones"),
  MISSING_DAYS("fetch the days with mode range"),
  MIXED_CHATS(
      "move the days of each chat to a folder of their own, named by the chat's id, and fetch the"
          + " chats by their ids; a name leads to the chat that has it today"),
  UPGRADED_GROUP("fetch the days with fetch ... --force under the name or id of the supergroup"),
  /** Suspicious, but no proof of a defect. */
  DOUBTFUL_EMPTY_DAYS("fetch the days with fetch ... --force; the new files say what is missing"),
  FOREIGN_FILE("move the file elsewhere; an analyzer may read it as a day"),
  LEFTOVER("archive verify --repair removes it"),
  PROGRESS("archive verify --repair rebuilds it from the files");

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
