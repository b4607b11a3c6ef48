/**
 * The archive as tables of DuckDB, in memory and in a scratch folder of this process.
 *
 * <p>Only this package uses DuckDB. Its driver is on the class path of {@code archive export} and
 * {@code archive query} alone.
 */
package dev.tgfetcher.cli.archive.sql;
