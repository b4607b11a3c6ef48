package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.telegram.library.LoadedTdlib;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Checks that TDLib is on this machine, can be loaded, and is recent enough for its binding. */
final class TdlibCheck {
  private static final String CHECK = "tdlib";

  private TdlibCheck() {}

  static CheckResult of(Supplier<TdlibProvisioner> tdlib) {
    try {
      TdlibProvisioner provisioner = tdlib.get();
      return provisioner
          .present()
          .map(library -> loaded(provisioner, library))
          .orElseGet(
              () ->
                  CheckResult.failed(
                      CHECK, "not on this machine yet", "run: tg-fetcher tdlib install"));
    } catch (TdlibUnavailableException e) {
      return CheckResult.failed(
          CHECK,
          String.valueOf(e.getMessage()),
          "correct TDLIB_BINDING and TDLIB_LIBRARY, or unset them");
    }
  }

  /** Loads the library: one that was configured may be built for another machine. */
  private static CheckResult loaded(TdlibProvisioner provisioner, Path library) {
    LoadedTdlib loaded = LoadedTdlib.load(provisioner.binding(), library);
    return CheckResult.passed(CHECK, loaded.description() + ": " + library);
  }
}
