package dev.tgfetcher.worker;

import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.fetch.DuplicateMarks;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.FetcherFactory;
import dev.tgfetcher.fetch.RedisDayLocks;
import dev.tgfetcher.fetch.RedisDuplicateMarks;
import dev.tgfetcher.limit.SessionGateFactory;
import dev.tgfetcher.session.CurrentCommand;
import dev.tgfetcher.session.FrozenSession;
import dev.tgfetcher.session.SessionKeeper;
import dev.tgfetcher.session.SessionState;
import dev.tgfetcher.session.WorkerSlot;
import dev.tgfetcher.session.WorkerSlotFactory;
import dev.tgfetcher.upkeep.MarkRenewal;
import java.util.List;
import java.util.stream.IntStream;

/** The parts of one worker that handle commands: worker slots, their sessions, processors. */
final class FetchParts {
  private final WorkerContext worker;
  private final QueueParts parts;
  private final RedisDuplicateMarks marks;
  private final List<WorkerSlot> slots;
  private final SuspectIsolation suspects = new SuspectIsolation();

  /** Gives the first slot the session that the worker has, if any. The others are empty. */
  FetchParts(WorkerContext worker, QueueParts parts, SpoolFolder spools, SessionGateFactory gates) {
    this.worker = worker;
    this.parts = parts;
    this.marks = new RedisDuplicateMarks(worker.redis(), worker.keys(), worker.dedupTtl());
    WorkerSlotFactory factory = slotFactory(spools, gates);
    this.slots = parts.currentCommands().stream().map(factory::slot).toList();
    worker.sessions().owned().stream().findFirst().ifPresent(slots.get(0)::assign);
  }

  private WorkerSlotFactory slotFactory(SpoolFolder spools, SessionGateFactory gates) {
    return new WorkerSlotFactory(
        worker.settings(),
        worker.redis(),
        worker.keys(),
        worker.sessions(),
        new FetcherFactory(
            worker.settings(),
            parts.events(),
            worker.archive(),
            spools,
            worker.clock(),
            worker.telemetry().fetches()),
        gates,
        new Exclusivity(
            new RedisDayLocks(worker.redis(), worker.keys()),
            worker.dedupTtl().isZero() ? DuplicateMarks.none() : marks),
        worker.telegram());
  }

  /** Starts the roles that keep sessions and duplicate markers. */
  RoleThreads startIn(RoleThreads threads) {
    SessionKeeper keeper =
        new SessionKeeper(
            worker.sessions(),
            slots,
            worker.stopReasons()::sessionTaken,
            worker.stopReasons()::noSessionLeft,
            this::showSessions);
    return threads
        .start(keeper, SessionKeeper.INTERVAL)
        .start(new MarkRenewal(marks), MarkRenewal.interval(worker.dedupTtl()));
  }

  private void showSessions(SessionState state) {
    worker
        .telemetry()
        .metrics()
        .sessions(state.owned(), state.frozen().stream().map(FrozenSession::session).toList());
  }

  /** One processor for each worker slot. */
  List<Processor> processors() {
    return IntStream.range(0, slots.size())
        .mapToObj(i -> processor(slots.get(i), parts.currentCommands().get(i)))
        .toList();
  }

  private Processor processor(WorkerSlot slot, CurrentCommand current) {
    return new Processor(
        parts.queue(),
        suspects.around(worker.storage().guarding(current.tracking(slot))),
        worker.retryPolicy(),
        parts.deadLetters(),
        parts.events(),
        worker.clock(),
        worker.random()::nextDouble,
        worker.telemetry().commands(),
        slot::quarantineSession);
  }
}
