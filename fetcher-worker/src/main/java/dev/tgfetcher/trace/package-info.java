/** Traces of commands, sent as OpenTelemetry spans to a collector. */
package dev.tgfetcher.trace;
