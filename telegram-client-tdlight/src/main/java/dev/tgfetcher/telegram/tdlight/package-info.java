/** The binding of TDLight-Java. It imports {@code tdjson} and {@code tdobject}. */
package dev.tgfetcher.telegram.tdlight;
