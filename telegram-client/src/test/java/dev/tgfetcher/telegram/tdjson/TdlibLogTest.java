package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class TdlibLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.tgfetcher.tdlib");
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Level before = logger.getLevel();

  @BeforeEach
  void listen() {
    written.start();
    logger.addAppender(written);
    logger.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(written);
    logger.setLevel(before);
  }

  @ParameterizedTest
  @CsvSource({"0, ERROR", "1, WARN", "2, DEBUG", "3, TRACE", "5, TRACE"})
  void levels_of_tdlib_are_lowered_for_operators(int verbosity, String level) {
    TdlibLog.write(verbosity, "a line");

    assertThat(written.list).extracting(event -> event.getLevel().toString()).contains(level);
  }

  @Test
  void a_line_comes_without_its_time_and_without_secrets() {
    TdlibLog.write(
        3,
        "[ 3][t 1][1763798400.123456789][Td.cpp:288][#1]\tsetTdlibParameters { api_hash = \"abc\""
            + " }\n");

    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("[Td.cpp:288][#1]\tsetTdlibParameters { api_hash = *** }");
  }

  @ParameterizedTest
  @CsvSource({"INFO, 2", "DEBUG, 2", "TRACE, 3"})
  void tdlib_logs_at_least_its_warnings_because_they_show_floods(String level, int verbosity) {
    logger.setLevel(Level.toLevel(level));

    assertThat(TdlibLog.verbosity()).isEqualTo(verbosity);
    assertThat(TdlibLog.settings()).anyMatch(setting -> setting.contains(":" + verbosity + "}"));
  }

  @ParameterizedTest
  @CsvSource({"INFO, 0", "DEBUG, 0", "TRACE, 1"})
  void the_steps_of_requests_are_logged_at_trace_only(String level, int lines) {
    logger.setLevel(Level.toLevel(level));

    TdlibLog.write(
        2, "[ 2][t 1][1.2][NetQuery.cpp:28][#1][!Td][&net_query]\t[Query:[id:1][tl:0x1]]");

    // The TDLib of another test may log lines too.
    assertThat(written.list)
        .filteredOn(event -> event.getFormattedMessage().contains("[Query:[id:1]"))
        .hasSize(lines);
  }

  @Test
  void the_bytes_of_a_packet_that_cannot_be_parsed_are_left_out() {
    String row =
        "48656c6c 6f2c2073 65637265 74207465 ".repeat(3) + "78742e2e 5cb215f3 00000000 01000000";
    String packet = "\n" + (row + "\n").repeat(2_000) + "48656c6c\n";

    TdlibLog.write(
        1, "[ 1][t 4][1763798400.1][NetQuery.h:322][#1][!Td]\tCan't parse: " + packet + "\n");

    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("[NetQuery.h:322][#1][!Td]\tCan't parse:  (128004 bytes left out)");
  }

  @Test
  void the_members_of_an_object_are_left_out() {
    TdlibLog.write(
        1,
        "[ 1][t 4][1.1][MessagesManager.cpp:9]\tReceive invalid message {\n  text = \"secret\"\n}\n");

    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("[MessagesManager.cpp:9]\tReceive invalid message { (2 lines left out)");
  }

  @Test
  void ids_and_constructors_stay_readable() {
    TdlibLog.write(
        1, "[ 1][t 4][1.1][A.cpp:9]\tReceive 0x7abacaf1 in 12345678 from 0x1122334455667788");

    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("[A.cpp:9]\tReceive 0x7abacaf1 in 12345678 from 0x1122334455667788");
  }
}
