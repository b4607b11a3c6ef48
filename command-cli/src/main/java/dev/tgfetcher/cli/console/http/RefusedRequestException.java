package dev.tgfetcher.cli.console.http;

/** A request that the console does not serve, with the HTTP status of its answer. */
public final class RefusedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Refuses a request.
   *
   * @param message for the sender
   */
  public RefusedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  public static RefusedRequestException notFound() {
    return new RefusedRequestException(404, "There is no such page.");
  }

  public int status() {
    return status;
  }
}
