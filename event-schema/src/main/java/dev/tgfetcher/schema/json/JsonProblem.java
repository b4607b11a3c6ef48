package dev.tgfetcher.schema.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Turns Jackson's message about malformed JSON into one without class names and Jackson's options.
 */
public final class JsonProblem {
  /** Jackson's place of the problem, which is unknown here. */
  private static final Pattern PLACE = Pattern.compile(" ?\\(?[a-z ]*\\[Source: [^]]*]\\)?");

  /** A remark with one of Jackson's options or classes. */
  private static final Pattern REMARK = Pattern.compile(" ?\\([^()]*`(?:[^()]|\\(\\))*\\)");

  private static final Pattern ADVICE = Pattern.compile(": (?:not allowed as per|enable) `.*");
  private static final Pattern CLASS =
      Pattern.compile("Cannot construct instance of `[^`]*`, problem: ");
  private static final Pattern PACKAGE = Pattern.compile("`(?:\\w+\\.)+(\\w+)`");

  private JsonProblem() {}

  public static String of(JacksonException failure) {
    String text = PLACE.matcher(failure.getOriginalMessage()).replaceAll("");
    for (Pattern noise : new Pattern[] {REMARK, ADVICE, CLASS}) {
      text = noise.matcher(text).replaceAll("");
    }
    return PACKAGE.matcher(text).replaceAll("$1");
  }
}
