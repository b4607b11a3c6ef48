package dev.tgfetcher.worker;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.Settings;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the worker runs. {@code LOG_LEVEL} and the rates change at
 * once; all other settings change at the next start. A wrong configuration changes nothing.
 */
public final class ConfigReload implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ConfigReload.class);

  private final Supplier<Settings> source;
  private final Consumer<Settings> change;

  /**
   * Creates a reload for one process.
   *
   * @param source reads the whole configuration
   * @param change applies the settings that can change at once
   */
  public ConfigReload(Supplier<Settings> source, Consumer<Settings> change) {
    this.source = source;
    this.change = change;
  }

  @Override
  public synchronized void run() {
    try {
      change.accept(source.get());
      log.warn("The configuration was read again: LOG_LEVEL and the rates are in effect");
    } catch (ConfigException | IllegalArgumentException e) {
      log.error("The configuration is wrong, so the former one stays: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("The configuration cannot be read, so the former one stays", e);
    }
  }
}
