/**
 * Keeps the requests of an account within Telegram's rate limits. A {@code RequestGate} waits for a
 * permit, sends the request and turns flood waits into holds. All sessions of an account share one
 * rate limit for each method class, in Redis by Lua scripts. Imports {@code redis}, {@code failure}
 * and the Telegram client.
 */
package dev.tgfetcher.limit;
