package dev.tgfetcher.cli.session;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A QR code as text; each character is one module wide and two modules high. */
final class QrPicture {
  /** Light modules around the code; a phone needs them to find it. */
  private static final int MARGIN = 2;

  private static final String LIGHT_ON_DARK = "\u001b[97;40m";
  private static final String RESET = "\u001b[0m";

  private final QrCode code;

  private QrPicture(QrCode code) {
    this.code = code;
  }

  static QrPicture of(String text) {
    return new QrPicture(QrCode.encodeText(text, Ecc.LOW));
  }

  /**
   * Draws the lines of the picture; drawn characters are light.
   *
   * @param colours whether to set the colours, which a light terminal needs
   */
  String render(boolean colours) {
    return IntStream.iterate(-MARGIN, row -> row < code.size + MARGIN, row -> row + 2)
        .mapToObj(row -> colours ? LIGHT_ON_DARK + line(row) + RESET : line(row))
        .collect(Collectors.joining("\n"));
  }

  private String line(int row) {
    return IntStream.range(-MARGIN, code.size + MARGIN)
        .mapToObj(column -> block(isLight(column, row), isLight(column, row + 1)))
        .collect(Collectors.joining());
  }

  private static String block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? "█" : "▀";
    }
    return lower ? "▄" : " ";
  }

  /** All modules outside of the code are light. */
  private boolean isLight(int column, int row) {
    return !code.getModule(column, row);
  }
}
