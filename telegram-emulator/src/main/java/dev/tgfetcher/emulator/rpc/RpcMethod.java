package dev.tgfetcher.emulator.rpc;

/**
 * Answers one kind of request: an object, a truth value, or a vector; or fails as Telegram would.
 */
@FunctionalInterface
public interface RpcMethod {
  Object answer(RpcCall call);
}
