package dev.tgfetcher.config;

import java.util.List;

/** The configuration is wrong; tells all that is wrong with it at once. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
