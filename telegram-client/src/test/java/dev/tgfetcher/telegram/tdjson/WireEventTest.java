package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireEventTest {
  @Test
  void a_request_that_goes_out() {
    String line =
        "[ 2][t 4][1.2][Session.cpp:1164][#2][!Session:1:main][&net_query]\tSend query to"
            + " connection"
            + " [Query:[id:5439488][tl:0xb60f5918][msg_id:0x6b060666b072cb94]][invoke_after:{}]";

    assertThat(WireEvent.in(line)).contains(new WireEvent(2, 0xb60f5918, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Delay", "Failed"})
  void a_flood_wait_that_tdlib_waits_out_or_reports(String what) {
    String line =
        "[ 2][t 4][1.2][NetQueryDelayer.cpp:111][#12][!NetQueryDelayer]\t"
            + what
            + ": [Query:[id:5439488][tl:0x725afbbc]] [timeout:3][total_timeout:63] because of"
            + " [Error : 420 : FLOOD_WAIT_3] from Session:1:main::Connect::TCP::MTProto";

    assertThat(WireEvent.in(line)).contains(new WireEvent(12, 0x725afbbc, Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[ 2][t 4][1.2][Session.cpp:376][#2][!Session:1:main][&net_query]\tReceive query"
            + " [Query:[id:1][tl:0x1]]",
        "[ 2][t 4][1.2][NetQueryDelayer.cpp:111][#2]\tDelay: [Query:[tl:0x1]] [timeout:1] because"
            + " of [Error : 500 : INTERNAL]",
        "Send query to connection [Query: of no client",
        "[#99999999999]\tSend query to connection [Query:[tl:0x1]]",
        "[#1]\tDelay: [Query:[tl:0x1]] because of [Error : 420 : FLOOD_WAIT_3]"
      })
  void all_other_lines_are_passed_over(String line) {
    assertThat(WireEvent.in(line)).isEmpty();
  }
}
