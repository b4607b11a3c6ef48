package dev.tgfetcher.session;

import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RequeueException;
import dev.tgfetcher.file.FolderProbe;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.file.StorageProbe;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the archive or the folder of temporary files cannot be written, for all slots of a
 * worker:
 *
 * <ol>
 *   <li>after a command has failed on a file, a probe decides: the storage refuses all commands, or
 *       the failure is that of this command alone;
 *   <li>while the storage refuses, no command is taken. A probe every few seconds ends that;
 *   <li>the log has the begin and the end.
 * </ol>
 */
public final class StorageOutage {
  private static final Logger log = LoggerFactory.getLogger(StorageOutage.class);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);

  private final List<StorageProbe> probes;
  private final CircuitBreaker circuit = CircuitBreaker.ofOneFailure("Storage", PROBE_INTERVAL);
  private volatile @Nullable String problem;

  /**
   * Creates the state of a storage that can be written.
   *
   * @param folder of the temporary files, and of the archive unless it is elsewhere
   * @param workerId tells the probes of workers on one folder apart
   * @param elsewhere the probes of other places that have the archive
   */
  public StorageOutage(Path folder, String workerId, List<StorageProbe> elsewhere) {
    StorageProbe local = new FolderProbe(folder.resolve(".storage-probe-" + workerId));
    this.probes = Stream.concat(Stream.of(local), elsewhere.stream()).toList();
  }

  /** Wraps a handler, so that its commands wait while the storage refuses. */
  public CommandHandler guarding(CommandHandler handler) {
    return new CommandHandler() {
      @Override
      public boolean isReady() {
        return handler.isReady() && isUsable();
      }

      @Override
      public String account() {
        return handler.account();
      }

      @Override
      public List<Event> handle(Lease lease) throws Exception {
        try {
          return handler.handle(lease);
        } catch (Exception e) {
          throw isOutage(e) ? new RequeueException(String.valueOf(e.getMessage()), e) : e;
        }
      }
    };
  }

  private boolean isOutage(Exception failure) {
    return FailureClassifier.classify(failure).type() == ErrorType.STORAGE && !isWritable();
  }

  private boolean isUsable() {
    return problem == null || (circuit.tryAcquire() && isWritable());
  }

  private boolean isWritable() {
    try {
      probes.forEach(StorageProbe::run);
    } catch (StorageException refusal) {
      recordRefusal(String.valueOf(refusal.getMessage()));
      return false;
    }
    recordSuccess();
    return true;
  }

  /** Begins an outage, or gives the one that lasts another reason. */
  public synchronized void recordRefusal(String refusal) {
    circuit.recordFailure();
    if (problem == null) {
      log.warn("The storage refuses; no command is taken until it can be written ({})", refusal);
    }
    problem = "the storage cannot be written: " + refusal;
  }

  /** Ends an outage. */
  public synchronized void recordSuccess() {
    circuit.close();
    if (problem != null) {
      log.info("The storage can be written again");
    }
    problem = null;
  }

  public CircuitBreaker circuit() {
    return circuit;
  }

  /** A sentence that says why the storage cannot be used; empty if it can. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
