package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RequestLog;
import dev.tgfetcher.emulator.service.MessagesService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.tl.TlWriter;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.LoggerFactory;

/**
 * Measures the emulator's CPU time for a page of 100 messages from a generated chat of a million.
 * It includes reading the request, generating, encoding and encrypting, but no socket.
 */
public final class PageBenchmark {
  private static final int MESSAGES = 1_000_000;
  private static final int PAGES = 3_000;

  private PageBenchmark() {}

  public static void main(String[] args) {
    Instant now = Instant.parse("2025-11-07T00:00:00Z");
    World world =
        World.generated(1, WorldSpec.supergroups(1, MESSAGES, now.minusSeconds(31_536_000), now));
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    AuthKeys keys = AuthKeys.inMemory();
    Faults faults = new Faults(Clock.systemUTC(), keys, () -> {});
    Dispatcher dispatcher = new Dispatcher(world, faults, new RequestLog(), timer);
    new MessagesService(world).register(dispatcher);
    WireServer server = WireServer.start(0, new byte[16], keys, dispatcher, Clock.systemUTC());
    byte[] secret = new byte[256];
    new Random(1).nextBytes(secret);
    long user = world.accounts().iterator().next().user().id();
    MtprotoSession session = new MtprotoSession(new AuthKey(secret, 1, user), 1);
    session.attach(new ClientConnection(server, new Socket()));
    for (int round = 0; round < 5; round++) {
      measure(dispatcher, session, world);
    }
    server.close();
    timer.shutdownNow();
  }

  private static void measure(Dispatcher dispatcher, MtprotoSession session, World world) {
    long chat = world.chat("gen_1").id();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int page = 0; page < PAGES; page++) {
      byte[] body = new TlWriter().writeBoxed(history(chat, MESSAGES - page * 100)).toBytes();
      dispatcher.handle(new WireRequest(session, page + 1L, body));
    }
    double micros = (threads.getCurrentThreadCpuTime() - start) / 1000.0 / PAGES;
    LoggerFactory.getLogger(PageBenchmark.class)
        .info("{} µs of processor time a page", Math.round(micros));
  }

  private static TlObject history(long chat, int offset) {
    TlSchema schema = TlSchema.telegram();
    TlObject peer = schema.make("inputPeerChannel").set("channel_id", chat).set("access_hash", 0L);
    TlObject request = schema.make("messages.getHistory").set("peer", peer);
    for (String field : new String[] {"offset_date", "add_offset", "max_id", "min_id"}) {
      request.set(field, 0);
    }
    return request.set("offset_id", offset).set("limit", 100).set("hash", 0L);
  }
}
