/**
 * Opens, locks, encrypts and ends the session of an account. A session is a directory with TDLib's
 * database. The package imports {@code telegram} and {@code tdjson}.
 */
package dev.tgfetcher.telegram.session;
