/**
 * Converts TDLib's JSON objects into archived messages. {@link
 * dev.tgfetcher.convert.MessageConverter} is the entry. The package sends no requests; it may
 * import the schema and the Telegram client's field readers.
 */
package dev.tgfetcher.convert;
