package dev.tgfetcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  @Test
  void all_that_is_printed_arrives() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(target);

    out.writer().print("Привет");

    assertThat(out.failure()).isEmpty();
    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("Привет");
  }

  @Test
  void the_first_reason_for_which_not_all_was_printed_is_remembered() {
    StandardOutput out = new StandardOutput(refusing("No space left on device"));

    out.writer().println("one");
    out.writer().println("two");

    assertThat(out.failure()).contains("No space left on device");
  }

  @Test
  void a_reader_that_wants_no_more_is_no_failure() {
    StandardOutput out = new StandardOutput(refusing("Broken pipe"));

    out.writer().println("one");

    assertThat(out.failure()).isEmpty();
  }

  private static OutputStream refusing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
