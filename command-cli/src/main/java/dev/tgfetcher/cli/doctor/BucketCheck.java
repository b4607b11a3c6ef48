package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.ArchiveLocation;
import dev.tgfetcher.archive.location.OpenArchive;
import java.time.InstantSource;
import java.util.List;

/** Checks the rights on the bucket of the archive, and the conditional writes of its store. */
final class BucketCheck {
  private static final String CHECK = "archive bucket";

  private BucketCheck() {}

  /** No result for an archive on disk. */
  static List<CheckResult> of(ArchiveLocation location, InstantSource clock) {
    if (location.bucket().isEmpty()) {
      return List.of();
    }
    try (OpenArchive archive = ArchiveFactory.open(location, clock)) {
      return List.of(
          archive
              .service()
              .problem()
              .map(problem -> CheckResult.failed(CHECK, problem.detail(), problem.remedy()))
              .orElseGet(
                  () ->
                      CheckResult.passed(
                          CHECK, archive.store().place() + ", with conditional writes")));
    }
  }
}
