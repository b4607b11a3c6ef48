/** Fetches without a queue and without Redis: one process, one session, one command at a time. */
package dev.tgfetcher.batch;
