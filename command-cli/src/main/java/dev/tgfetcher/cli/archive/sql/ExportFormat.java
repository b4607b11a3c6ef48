package dev.tgfetcher.cli.archive.sql;

/** A format of exported tables. Times are in UTC, and null values are kept in each. */
public enum ExportFormat {
  jsonl("FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'"),
  csv("FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'"),
  parquet("FORMAT parquet, COMPRESSION zstd");

  private final String options;

  ExportFormat(String options) {
    this.options = options;
  }

  /** The end of a file's name, without its dot. */
  String ending() {
    return name();
  }

  /** The options of DuckDB's {@code COPY}. */
  String options() {
    return options;
  }
}
