/**
 * The queue of commands in Redis. A worker takes a command with a lease, and each end of the lease
 * is one Lua script. Leases of dead workers are reclaimed. The outbox keeps writes while Redis is
 * away. Imports {@code redis}, {@code event}, {@code failure}, {@code file} and {@code log}.
 */
package dev.tgfetcher.queue;
