/**
 * What tg-fetcher says to other programs: commands, events, dead letters, archive files and the
 * names in Redis. An analyzer needs this package and nothing else of the product.
 */
package dev.tgfetcher.schema;
