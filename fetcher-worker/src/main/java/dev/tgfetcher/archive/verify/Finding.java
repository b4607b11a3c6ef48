package dev.tgfetcher.archive.verify;

import java.nio.file.Path;

/** Something wrong with an archive, in words for a person. */
public record Finding(Path path, FindingKind kind, String text) {

  public String remedy() {
    return kind.remedy();
  }
}
