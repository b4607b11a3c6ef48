/**
 * The contract between tg-fetcher and other programs: commands, events, dead letters, archive files
 * and the names in Redis. An analyzer needs nothing else of the product.
 *
 * <p>The packages below may import Jackson and each other without cycles.
 */
package dev.tgfetcher.schema;
