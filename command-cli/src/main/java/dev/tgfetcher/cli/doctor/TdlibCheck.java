package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Checks that TDLib is on this machine and can be loaded. */
final class TdlibCheck {
  private static final String CHECK = "tdlib";

  private TdlibCheck() {}

  static CheckResult of(Supplier<TdlibProvisioner> tdlib) {
    try {
      return tdlib
          .get()
          .present()
          .map(TdlibCheck::loaded)
          .orElseGet(
              () ->
                  CheckResult.failed(
                      CHECK, "not on this machine yet", "run: tg-fetcher tdlib install"));
    } catch (TdlibUnavailableException e) {
      return CheckResult.failed(
          CHECK, String.valueOf(e.getMessage()), "correct TDLIB_LIBRARY, or unset it");
    }
  }

  /** Loads the library: one that was configured may be built for another machine. */
  private static CheckResult loaded(Path library) {
    try {
      TdRuntime.open(library).close();
      return CheckResult.passed(CHECK, library.toString());
    } catch (UnsatisfiedLinkError e) {
      return CheckResult.failed(
          CHECK, library + " does not load: " + e.getMessage(), "run: tg-fetcher tdlib install");
    }
  }
}
