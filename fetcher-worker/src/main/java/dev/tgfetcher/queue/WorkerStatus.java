package dev.tgfetcher.queue;

import dev.tgfetcher.schema.json.WireName;

/** Whether a worker has a heartbeat. */
enum WorkerStatus {
  DEAD,
  LIVING;

  /** The word that {@code reclaim.lua} and {@code dead_letter.lua} take. */
  String wireName() {
    return WireName.of(this);
  }
}
