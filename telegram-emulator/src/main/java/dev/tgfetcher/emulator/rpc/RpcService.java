package dev.tgfetcher.emulator.rpc;

/** The handlers of one namespace of Telegram's methods. */
public interface RpcService {
  void register(Dispatcher dispatcher);
}
