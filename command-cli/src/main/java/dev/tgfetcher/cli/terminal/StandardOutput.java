package dev.tgfetcher.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output as a writer that remembers its first failure, such as a full disk. An operator
 * who takes a cut export for complete may delete its source.
 */
public final class StandardOutput {
  private static final String READER_CLOSED = "Broken pipe";

  private final FirstFailure stream;
  private final PrintWriter writer;

  StandardOutput(OutputStream target) {
    this.stream = new FirstFailure(target);
    this.writer = new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  public static StandardOutput ofThisProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  public PrintWriter writer() {
    return writer;
  }

  /**
   * Why the output is not complete; empty if it is, or if a reader such as {@code head} closed it.
   */
  public Optional<String> failure() {
    writer.flush();
    IOException first = stream.first;
    return Optional.ofNullable(first)
        .map(failure -> String.valueOf(failure.getMessage()))
        .filter(reason -> !reason.contains(READER_CLOSED));
  }

  private static final class FirstFailure extends FilterOutputStream {
    private @Nullable IOException first;

    FirstFailure(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }
  }
}
