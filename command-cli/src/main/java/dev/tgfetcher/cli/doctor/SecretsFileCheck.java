package dev.tgfetcher.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Checks that other users cannot read the file of settings, which has secrets. */
final class SecretsFileCheck {
  private static final String CHECK = "secrets file";

  private SecretsFileCheck() {}

  static CheckResult of(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      return CheckResult.passed(CHECK, "none; settings come from the environment");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      boolean othersRead =
          permissions.contains(PosixFilePermission.OTHERS_READ)
              || permissions.contains(PosixFilePermission.GROUP_READ);
      return othersRead
          ? CheckResult.warned(CHECK, "other users can read " + path, "run: chmod 600 " + path)
          : CheckResult.passed(CHECK, path + ", readable by its owner only");
    } catch (IOException | UnsupportedOperationException e) {
      return CheckResult.passed(CHECK, path.toString());
    }
  }
}
