/**
 * Logs an account in, in a dialogue with its owner. It imports {@code session}, {@code tdjson} and
 * {@code telegram}.
 */
package dev.tgfetcher.telegram.login;
