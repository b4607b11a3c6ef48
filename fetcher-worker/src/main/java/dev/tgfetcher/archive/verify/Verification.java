package dev.tgfetcher.archive.verify;

import java.util.List;

/**
 * What a look at the whole archive brought.
 *
 * @param filesRead days and former revisions
 */
public record Verification(int filesRead, List<Finding> findings) {
  public Verification {
    findings = List.copyOf(findings);
  }
}
