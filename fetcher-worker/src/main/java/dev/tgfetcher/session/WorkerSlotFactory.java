package dev.tgfetcher.session;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.FetcherFactory;
import dev.tgfetcher.history.CountingClientSource;
import dev.tgfetcher.history.RecyclingClientSource;
import dev.tgfetcher.history.RedisUsernameCache;
import dev.tgfetcher.history.UsernameCache;
import dev.tgfetcher.limit.FloodHolds;
import dev.tgfetcher.limit.SessionGateFactory;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;

/** Builds the slots of a worker. A slot then needs a session only. */
public final class WorkerSlotFactory {
  private final Settings settings;
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final SessionLeases sessions;
  private final FetcherFactory handlers;
  private final SessionGateFactory gates;
  private final Exclusivity exclusivity;
  private final CircuitBreaker telegram;
  private final UsernameCache usernames;
  private final FloodHolds holds;

  public WorkerSlotFactory(
      Settings settings,
      RedisConnection redis,
      RedisKeys keys,
      SessionLeases sessions,
      FetcherFactory handlers,
      SessionGateFactory gates,
      Exclusivity exclusivity,
      CircuitBreaker telegram) {
    this.settings = settings;
    this.redis = redis;
    this.keys = keys;
    this.sessions = sessions;
    this.handlers = handlers;
    this.gates = gates;
    this.exclusivity = exclusivity;
    this.telegram = telegram;
    this.usernames = new RedisUsernameCache(redis, keys);
    this.holds = new FloodHolds(redis, keys, deferAfter());
  }

  /** Makes an empty slot that reports its progress to {@code current}. */
  public WorkerSlot slot(CurrentCommand current) {
    return new WorkerSlot(
        sessions,
        session -> handler(session, current),
        session -> holds.permitCommands(session.session().userId()),
        System::nanoTime);
  }

  private CommandHandler handler(SessionLease session, CurrentCommand current) {
    RecyclingClientSource client =
        new RecyclingClientSource(session.session(), settings.worker().tdlibRecycleAfter());
    return handlers.handler(
        new CountingClientSource(client, current::addMessages),
        session.session().tdlibVersion(),
        new AccountGate(
            session.session(),
            new GuardedGate(telegram, gates.shared(session.session(), redis, keys, deferAfter()))),
        usernames,
        exclusivity,
        current);
  }

  private Duration deferAfter() {
    return settings.limits().deferAfter();
  }
}
