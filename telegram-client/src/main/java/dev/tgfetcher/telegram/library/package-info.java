/**
 * Provides the TDLib library file, from an operator's setting, the cache or npm. It imports {@code
 * tdjson} to check the version of a library.
 */
package dev.tgfetcher.telegram.library;
