package dev.tgfetcher.archive.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;

/** A problem of an archive. */
public record Finding(Path path, FindingKind kind, String text) {

  @JsonProperty
  public String remedy() {
    return kind.remedy();
  }
}
