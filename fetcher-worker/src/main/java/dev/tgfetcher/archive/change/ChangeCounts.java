package dev.tgfetcher.archive.change;

/** How many messages and comments of a day differ between two revisions, by kind. */
public record ChangeCounts(int added, int edited, int deleted, int reactions) {
  public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0);

  /** These counts and one more change. */
  public ChangeCounts plus(ChangeKind kind) {
    return new ChangeCounts(
        added + (kind == ChangeKind.ADDED ? 1 : 0),
        edited + (kind == ChangeKind.EDITED ? 1 : 0),
        deleted + (kind == ChangeKind.DELETED ? 1 : 0),
        reactions + (kind == ChangeKind.REACTIONS ? 1 : 0));
  }

  /** Whether no message differs. */
  public boolean none() {
    return equals(NONE);
  }
}
