package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.command.FetchCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.redisson.client.RedisException;

/**
 * Runs one schedule until it is interrupted or has no further time.
 *
 * <ol>
 *   <li>It reports the times that were missed since the last push.
 *   <li>At each time, the scheduler that leads pushes the commands.
 *   <li>At the end it lets another scheduler lead.
 * </ol>
 *
 * @param schedule the name of the schedule
 * @param catchUp whether to push once for all missed times
 * @param commands the commands of a time
 * @param onPush receives each push of this process
 * @param messages receives lines for the operator
 */
record ScheduleRun(
    Scheduler scheduler,
    Timetable timetable,
    String schedule,
    boolean catchUp,
    Function<Instant, List<FetchCommand>> commands,
    InstantSource clock,
    Consumer<Push> onPush,
    Consumer<String> messages) {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  /** A time and the commands that were pushed for it. */
  record Push(Instant dueAt, String schedule, List<String> commandIds) {}

  /** Returns the exit code. */
  int run() throws InterruptedException {
    try {
      Instant last = scheduler.lastPushed().orElse(clock.instant());
      // A missing permission for the lock shows now, and not at the first time.
      boolean unused = scheduler.tryLead();
      String next = timetable.after(clock.instant()).map(Instant::toString).orElse("no time");
      messages.accept("schedule " + schedule + ": next at " + next + ", Ctrl-C ends it");
      Optional<Instant> due = firstDue(last);
      while (due.isPresent()) {
        if (clock.instant().isBefore(due.get()) || !isPushed(due.get())) {
          Thread.sleep(POLL_INTERVAL.toMillis());
        } else {
          due = timetable.after(due.get());
        }
      }
      scheduler.resign();
      messages.accept("the schedule has no further times");
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      scheduler.resign();
      return ExitCode.INTERRUPTED;
    }
  }

  /** The next time, or the last missed one if the run catches up. */
  private Optional<Instant> firstDue(Instant last) {
    Instant now = clock.instant();
    List<Instant> missed = timetable.allAfter(last).takeWhile(time -> !time.isAfter(now)).toList();
    if (missed.isEmpty()) {
      return timetable.after(now);
    }
    Instant newest = missed.get(missed.size() - 1);
    messages.accept(
        "missed %d times, the last at %s; %s"
            .formatted(
                missed.size(),
                newest,
                catchUp ? "pushing once for all" : "they are skipped (--catch-up pushes once)"));
    return catchUp ? Optional.of(newest) : timetable.after(now);
  }

  /** Whether this scheduler or another has pushed for the time; pushes if this one leads. */
  private boolean isPushed(Instant due) {
    try {
      if (!scheduler.tryLead()) {
        return scheduler.lastPushed().filter(last -> !last.isBefore(due)).isPresent();
      }
      List<FetchCommand> dueCommands = commands.apply(due);
      if (scheduler.pushOnce(due, dueCommands)) {
        List<String> ids = dueCommands.stream().map(FetchCommand::commandId).toList();
        onPush.accept(new Push(due, schedule, ids));
      }
      return true;
    } catch (RedisException away) {
      if (MissingPermission.in(away).isPresent()) {
        throw away;
      }
      messages.accept("Redis is away; the commands of " + due + " are pushed when it is back");
      return false;
    }
  }
}
