package dev.tgfetcher.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a terminal that subcommands use; any other sequence is an error. */
public final class FakeTerminal {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])");

  private final int columns;
  private final char[][] cells;
  private int row;
  private int column;
  private boolean alternate;
  private boolean cursor = true;

  public FakeTerminal(int columns, int rows) {
    this.columns = columns;
    this.cells = new char[rows][columns];
    wipeAll();
  }

  public FakeTerminal write(String text) {
    Matcher sequence = SEQUENCE.matcher(text);
    int i = 0;
    while (i < text.length()) {
      if (sequence.find(i) && sequence.start() == i) {
        obey(sequence.group(1), sequence.group(2));
        i = sequence.end();
      } else {
        put(text.charAt(i++));
      }
    }
    return this;
  }

  private void obey(String arguments, String command) {
    switch (arguments + command) {
      case "H" -> {
        row = 0;
        column = 0;
      }
      case "K" -> Arrays.fill(cells[row], Math.min(column, columns), columns, ' ');
      case "J" -> {
        Arrays.fill(cells[row], Math.min(column, columns), columns, ' ');
        for (int below = row + 1; below < cells.length; below++) {
          Arrays.fill(cells[below], ' ');
        }
      }
      case "?1049h" -> {
        alternate = true;
        wipeAll();
      }
      case "?1049l" -> alternate = false;
      case "?25l" -> cursor = false;
      case "?25h" -> cursor = true;
      default -> throw new IllegalArgumentException("ESC [" + arguments + command);
    }
  }

  private void put(char letter) {
    switch (letter) {
      case '\r' -> column = 0;
      case '\n' -> lineFeed();
      default -> {
        if (column == columns) {
          column = 0;
          lineFeed();
        }
        cells[row][column++] = letter;
      }
    }
  }

  private void lineFeed() {
    if (row < cells.length - 1) {
      row++;
      return;
    }
    System.arraycopy(cells, 1, cells, 0, cells.length - 1);
    cells[row] = new char[columns];
    Arrays.fill(cells[row], ' ');
  }

  private void wipeAll() {
    for (char[] line : cells) {
      Arrays.fill(line, ' ');
    }
  }

  /** The visible text, without trailing blanks and trailing empty lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (char[] line : cells) {
      lines.add(new String(line).stripTrailing());
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** Whether the terminal has left full-screen mode. */
  public boolean isRestored() {
    return !alternate && cursor;
  }
}
