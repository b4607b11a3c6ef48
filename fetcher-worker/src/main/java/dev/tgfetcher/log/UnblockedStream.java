package dev.tgfetcher.log;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes log lines on a thread of its own, because an output that nothing reads must not block the
 * worker. It keeps a bounded number of bytes. Further lines are dropped, and their number is logged
 * when the output is read again.
 */
public final class UnblockedStream extends OutputStream {
  private static final Logger log = LoggerFactory.getLogger(UnblockedStream.class);
  private static final int KEPT_BYTES = 1 << 20;
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final OutputStream out;
  private final Queue<byte[]> lines = new ArrayDeque<>();
  private int kept;
  private long dropped;

  /** Starts the thread that writes to an output. */
  public UnblockedStream(OutputStream out) {
    this.out = out;
    Thread writer = new Thread(this::writeAll, "log-writer");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Takes a whole line. */
  @Override
  public synchronized void write(byte[] bytes, int start, int length) {
    if (kept + length > KEPT_BYTES) {
      dropped++;
      return;
    }
    lines.add(Arrays.copyOfRange(bytes, start, start + length));
    kept += length;
    notifyAll();
  }

  /** Waits for nothing: the lines are on their way. */
  @Override
  public void flush() {}

  /** Waits until all lines are written, for two seconds at most. The output stays open. */
  @Override
  public synchronized void close() {
    long deadline = System.nanoTime() + LAST_LINES.toNanos();
    try {
      while (kept > 0 && System.nanoTime() < deadline) {
        wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    try {
      while (true) {
        writeOut(next());
        reportDropped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized byte[] next() throws InterruptedException {
    byte @Nullable [] line = lines.peek();
    while (line == null) {
      wait();
      line = lines.peek();
    }
    return line;
  }

  private void writeOut(byte[] line) {
    try {
      out.write(line);
      out.flush();
    } catch (IOException gone) {
      // There is no other place to report it.
    }
    synchronized (this) {
      byte[] unused = lines.remove();
      kept -= line.length;
      notifyAll();
    }
  }

  private void reportDropped() {
    long lost;
    synchronized (this) {
      lost = kept > 0 ? 0 : dropped;
      dropped -= lost;
    }
    if (lost > 0) {
      log.warn("{} log lines were dropped, because nothing read the output of the log", lost);
    }
  }
}
