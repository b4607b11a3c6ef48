package dev.tgfetcher.emulator.rpc;

/** An error response, in Telegram's words. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  public RpcException(int code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  public static RpcException badRequest(String text) {
    return new RpcException(400, text);
  }

  public static RpcException unauthorized(String text) {
    return new RpcException(401, text);
  }

  public int code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
