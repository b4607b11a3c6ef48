package dev.tgfetcher.archive.verify;

import java.nio.file.Path;

/** A problem of an archive. */
public record Finding(Path path, FindingKind kind, String text) {

  public String remedy() {
    return kind.remedy();
  }
}
