/** The health of a worker, and the HTTP server of its endpoints. */
package dev.tgfetcher.health;
