package dev.tgfetcher.archive.verify;

import java.util.List;

/**
 * The result of a check of the whole archive.
 *
 * @param filesRead the number of days and former revisions
 */
public record Verification(int filesRead, List<Finding> findings) {
  public Verification {
    findings = List.copyOf(findings);
  }
}
