package dev.tgfetcher.cli.archive.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints the rows of a statement. */
@FunctionalInterface
public interface ResultPrinter {
  void print(ResultSet rows) throws SQLException;
}
