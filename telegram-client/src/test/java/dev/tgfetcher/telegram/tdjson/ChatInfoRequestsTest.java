package dev.tgfetcher.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.TelegramErrorType;
import org.junit.jupiter.api.Test;

class ChatInfoRequestsTest {
  private static final String FULL_CHANNEL = "[Query:[id:7][tl:0x08736a09]";
  private static final String REACTIONS = "[Query:[id:8][tl:0x18dea0ac]";

  private final ChatInfoRequests requests = new ChatInfoRequests();

  @Test
  void a_request_is_awaited_from_its_first_line_to_its_answer() {
    requests.onLogLine(FULL_CHANNEL + "] [Send to NetQueryDispatcher]");
    var answered = requests.answered();
    assertThat(answered).isNotDone();

    requests.onLogLine("Receive result of " + FULL_CHANNEL + "[result_tl:0xe5d7d19c]]");

    assertThat(answered).isCompleted();
    assertThat(requests.answers()).isEqualTo(1);
    assertThat(requests.refusalSince(0)).isNull();
  }

  @Test
  void a_refusal_is_remembered_although_no_caller_waited_for_it() {
    requests.onLogLine(FULL_CHANNEL + "] [Send to NetQueryDispatcher]");
    requests.onLogLine("Receive result of " + FULL_CHANNEL + "[Error : 400 : CHANNEL_PRIVATE]]");

    assertThat(requests.answered()).isCompleted();
    assertThat(requests.refusalSince(0).type()).isEqualTo(TelegramErrorType.ACCESS_DENIED);
    assertThat(requests.refusalSince(1)).isNull();
  }

  @Test
  void the_list_of_reactions_may_be_refused() {
    requests.onLogLine(REACTIONS + "] [Send to NetQueryDispatcher]");
    assertThat(requests.answered()).isNotDone();

    requests.onLogLine("Receive result of " + REACTIONS + "[Error : 400 : METHOD_INVALID]]");

    assertThat(requests.answered()).isCompleted();
    assertThat(requests.answers()).isZero();
    assertThat(requests.refusalSince(0)).isNull();
  }

  @Test
  void other_requests_are_passed_over() {
    requests.onLogLine("[Query:[id:9][tl:0x4423e6c5]] [Send to NetQueryDispatcher]");

    assertThat(requests.answered()).isCompleted();
  }
}
