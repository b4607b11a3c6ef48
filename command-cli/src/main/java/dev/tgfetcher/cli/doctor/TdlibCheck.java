package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.telegram.TdlibProvisioner;
import dev.tgfetcher.telegram.TdlibUnavailableException;
import java.util.function.Supplier;

/** Whether TDLib is on this machine and what it should be. */
final class TdlibCheck {
  private static final String CHECK = "tdlib";

  private TdlibCheck() {}

  static Finding of(Supplier<TdlibProvisioner> tdlib) {
    try {
      return tdlib
          .get()
          .present()
          .map(library -> Finding.passed(CHECK, library.toString()))
          .orElseGet(
              () ->
                  Finding.failed(
                      CHECK, "not on this machine yet", "run: tg-fetcher tdlib install"));
    } catch (TdlibUnavailableException e) {
      return Finding.failed(
          CHECK, String.valueOf(e.getMessage()), "mend TDLIB_LIBRARY, or unset it");
    }
  }
}
