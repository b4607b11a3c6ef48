/** How a worker is doing, and the endpoints that tell. */
package dev.tgfetcher.health;
