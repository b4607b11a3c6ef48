package dev.tgfetcher.steering;

/** A command of low priority stops between two days, because a normal one waits. */
public final class GivesWayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GivesWayException() {
    super("a command of normal priority waits");
  }
}
