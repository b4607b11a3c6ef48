package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

class RedisFaultTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WRONGPASS invalid username-password pair or user is disabled. | LOGIN",
        "NOAUTH Authentication required. | LOGIN",
        "ERR AUTH <password> called without any password configured | LOGIN",
        "NOPERM this user has no permissions to run the 'ping' command | NO_PERMISSION",
        "ERR Error running script: @user_script: 1: The user can't access at least one of | NO_PERMISSION",
        "ERR DB index is out of range | NO_DATABASE",
        "LOADING Redis is loading the dataset in memory | LOADING",
        "MASTERDOWN Link with MASTER is down | LOADING",
        "ERR max number of clients reached | BUSY",
        "BUSY Redis is busy running a script. | BUSY",
        "ERR Error running script (call to f_1): @user_script:1: bad argument | OTHER",
        "ERR unknown command `EVAL` | NO_COMMAND",
        "WRONGTYPE Operation against a key holding the wrong kind of value | WRONG_TYPE",
        "ERR Error running script (call to f_1): @user_script:1: WRONGTYPE Operation | WRONG_TYPE",
        "ERR Error running script: @user_script: 3: -READONLY You can't write | READ_ONLY",
        "NOREPLICAS Not enough good replicas to write. | READ_ONLY",
        "MISCONF Redis is configured to save RDB snapshots | READ_ONLY",
        "UNBLOCKED force unblock from blocking operation, instance state changed | READ_ONLY",
        "-OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY",
        "CROSSSLOT Keys in request don't hash to the same slot | CLUSTER",
      })
  void a_reply_is_a_refusal(String reply, RedisFault fault) {
    RedisException refused = new RedisException(reply + ". channel: [id: 1] command: (EVAL)");

    assertThat(RedisFault.of(refused)).isEqualTo(fault);
    assertThat(RedisFault.of(new RedisConnectionException(new CompletionException(refused))))
        .isEqualTo(fault);
  }

  @Test
  void the_place_in_a_script_is_left_out() {
    String reply =
        "ERR Error running script (call to f_d0): @user_script:19: @user_script: 19: -READONLY No.";

    assertThat(RedisFault.predicate(new RedisException(reply)))
        .isEqualTo("accepts no writes (READONLY No.)");
  }

  @Test
  void redisson_takes_a_word_of_the_reply_away() {
    RedisException full = new RedisOutOfMemoryException("command not allowed. channel: [id: 1]");

    assertThat(RedisFault.predicate(full))
        .isEqualTo("has no memory left (OOM command not allowed)");
  }

  @Test
  void words_of_a_payload_are_no_reply() {
    assertThat(
            RedisFault.of(
                new RedisException("ERR no. channel: [id: 1] params: [, NOPERM WRONGPASS]")))
        .isEqualTo(RedisFault.OTHER);
  }

  @Test
  void a_timeout_and_a_cut_connection_are_silence() {
    assertThat(RedisFault.of(new RedisTimeoutException("NOPERM in a command's text")))
        .isEqualTo(RedisFault.NO_ANSWER);
    assertThat(RedisFault.of(new RedisException(new IOException("Connection reset by peer"))))
        .isEqualTo(RedisFault.NO_ANSWER);
    assertThat(RedisFault.of(new RedisConnectionException(new TimeoutException())))
        .isEqualTo(RedisFault.NO_ANSWER);
  }

  @Test
  void a_certificate_is_a_matter_of_trust() {
    assertThat(RedisFault.of(new RedisException(new SSLHandshakeException("no path"))))
        .isEqualTo(RedisFault.UNTRUSTED);
  }
}
