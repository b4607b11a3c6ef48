/**
 * The background roles of a worker. Each has a constructor and {@code runOnce()}; the package
 * {@code worker} owns their threads and intervals. They keep the queue of the whole fleet in order.
 * Imports {@code queue}, {@code fetch}, {@code limit}, {@code redis} and {@code archive.progress}.
 */
package dev.tgfetcher.upkeep;
