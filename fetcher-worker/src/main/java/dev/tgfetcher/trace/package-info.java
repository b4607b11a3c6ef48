/** Where time goes, told in spans to whoever collects them. */
package dev.tgfetcher.trace;
