package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.StandardOutput;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AccessDeniedTest {
  @Test
  void a_folder_of_another_user_is_reported_with_the_remedy() throws Exception {
    AccessDeniedException denied = new AccessDeniedException("/sessions/main");

    assertTold(denied);
    assertTold(new UncheckedIOException("cannot read", denied));
    assertTold(new StorageException("lock", Path.of("/sessions/main/.lock"), denied));
  }

  private static void assertTold(Exception failure) throws Exception {
    StringWriter err = new StringWriter();
    CommandLine program =
        TgFetcher.commandLine(
                CliContext.ofThisProcess(Main.class, StandardOutput.ofThisProcess().writer()))
            .setErr(new PrintWriter(err));

    int exitCode =
        program
            .getExecutionExceptionHandler()
            .handleExecutionException(failure, program, program.parseArgs());

    assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("error: /sessions/main: permission denied", System.getProperty("user.name"))
        .contains("chown")
        .doesNotContain("Exception");
  }

  @Test
  void other_failures_are_none() {
    assertThat(AccessDenied.in(new UncheckedIOException(new IOException("no space left"))))
        .isEmpty();
  }
}
