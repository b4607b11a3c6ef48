package dev.tgfetcher.limit;

import dev.tgfetcher.schema.json.WireName;

/** Where the rate of a rate limit comes from. */
public enum RateSource {
  /** An operator set it for this account. */
  ACCOUNT,
  /** An operator set it for all accounts. */
  ALL,
  /** The worker's configuration: no operator has set one. */
  CONFIGURATION;

  public String wireName() {
    return WireName.of(this);
  }
}
