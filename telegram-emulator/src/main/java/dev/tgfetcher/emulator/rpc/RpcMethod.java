package dev.tgfetcher.emulator.rpc;

/** The handler of one method. */
@FunctionalInterface
public interface RpcMethod {
  /**
   * Returns the response: an object, a boolean or a list.
   *
   * @throws RpcException for Telegram's error
   */
  Object invoke(RpcCall call);
}
