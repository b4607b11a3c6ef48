package dev.tgfetcher.schema.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What Jackson says is wrong with a text, without what only a programmer could make use of. */
public final class JsonProblem {
  /** A place in a text of which Jackson keeps neither the text nor the place. */
  private static final Pattern PLACE = Pattern.compile(" ?\\(?[a-z ]*\\[Source: [^]]*]\\)?");

  /** Which of its switches would let it pass, and which of its classes it was to become. */
  private static final Pattern ASIDE = Pattern.compile(" ?\\([^()]*`(?:[^()]|\\(\\))*\\)");

  private static final Pattern ADVICE = Pattern.compile(": (?:not allowed as per|enable) `.*");
  private static final Pattern CLASS =
      Pattern.compile("Cannot construct instance of `[^`]*`, problem: ");
  private static final Pattern PACKAGE = Pattern.compile("`(?:\\w+\\.)+(\\w+)`");

  private JsonProblem() {}

  public static String of(JacksonException failure) {
    String text = PLACE.matcher(failure.getOriginalMessage()).replaceAll("");
    for (Pattern noise : new Pattern[] {ASIDE, ADVICE, CLASS}) {
      text = noise.matcher(text).replaceAll("");
    }
    return PACKAGE.matcher(text).replaceAll("$1");
  }
}
