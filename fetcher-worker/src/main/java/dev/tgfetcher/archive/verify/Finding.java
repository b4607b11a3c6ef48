package dev.tgfetcher.archive.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;

/**
 * A problem of an archive.
 *
 * @param place of the file or chat, as text
 */
@JsonPropertyOrder({"path", "kind", "text", "remedy"})
public record Finding(@JsonIgnore String place, FindingKind kind, String text) {
  /** The place as an address: {@code file:///...} or {@code s3://...}. */
  @JsonProperty("path")
  public String address() {
    return place.contains("://") ? place : Path.of(place).toUri().toString();
  }

  @JsonProperty
  public String remedy() {
    return kind.remedy();
  }
}
