/**
 * The binding of TDLib's JSON interface: one {@code TdRuntime} in a process, and its clients. It
 * imports {@code telegram} and JNA.
 */
package dev.tgfetcher.telegram.tdjson;
