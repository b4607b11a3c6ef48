package dev.tgfetcher.telegram.tdlight;

import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.tdjson.TdJson;
import dev.tgfetcher.telegram.tdjson.TdJsonContract;
import java.util.Map;

/** The binding over TDLight's own library. */
class TdlightBindingTest extends TdJsonContract {
  private static final TdJson TDLIGHT = load();

  @Override
  protected TdJson tdJson() {
    return TDLIGHT;
  }

  private static TdJson load() {
    try {
      TdlibProvisioner tdlib =
          TdlibProvisioner.ofThisMachine(Map.of("TDLIB_BINDING", "tdlight"), line -> {});
      return tdlib.binding().load(tdlib.provide());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
