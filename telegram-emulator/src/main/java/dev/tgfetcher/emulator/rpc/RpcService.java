package dev.tgfetcher.emulator.rpc;

/** The methods of one of Telegram's namespaces. */
public interface RpcService {
  void register(Dispatcher dispatcher);
}
