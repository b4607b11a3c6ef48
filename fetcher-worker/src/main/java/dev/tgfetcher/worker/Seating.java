package dev.tgfetcher.worker;

import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.PageCounter;
import dev.tgfetcher.fetch.RecyclingSession;
import dev.tgfetcher.fetch.RedisUsernameCache;
import dev.tgfetcher.fetch.UsernameCache;
import dev.tgfetcher.limit.Holds;
import dev.tgfetcher.limit.SessionGates;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.RedisKeys;
import dev.tgfetcher.worker.config.Settings;
import java.time.Duration;

/** Makes the seats of a worker: what each handles commands with, whichever session it is given. */
final class Seating {
  private final Settings settings;
  private final RedisConnection redis;
  private final RedisKeys keys;
  private final SessionLeases sessions;
  private final FetchHandlers handlers;
  private final SessionGates gates;
  private final Exclusivity exclusivity;
  private final UsernameCache usernames;
  private final Holds holds;

  Seating(
      Settings settings,
      RedisConnection redis,
      RedisKeys keys,
      SessionLeases sessions,
      FetchHandlers handlers,
      SessionGates gates,
      Exclusivity exclusivity) {
    this.settings = settings;
    this.redis = redis;
    this.keys = keys;
    this.sessions = sessions;
    this.handlers = handlers;
    this.gates = gates;
    this.exclusivity = exclusivity;
    this.usernames = new RedisUsernameCache(redis, keys);
    this.holds = new Holds(redis, keys, deferAfter());
  }

  /** An empty one, whose work is told to {@code current}. */
  Seat seat(CurrentCommand current) {
    return new Seat(
        sessions,
        session -> handler(session, current),
        session -> holds.leaveFree(session.session().userId()),
        System::nanoTime);
  }

  private CommandHandler handler(SessionLease session, CurrentCommand current) {
    RecyclingSession client =
        new RecyclingSession(session.session(), settings.worker().tdlibRecycleAfter());
    return handlers.handler(
        new PageCounter(client, current::read),
        gates.shared(session.session(), redis, keys, deferAfter()),
        usernames,
        exclusivity,
        current);
  }

  private Duration deferAfter() {
    return settings.limits().deferAfter();
  }
}
