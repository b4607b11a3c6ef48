package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.fault.FaultDecision;
import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.tl.TlException;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlReader;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.tl.UnknownConstructorException;
import dev.tgfetcher.emulator.wire.RequestHandler;
import dev.tgfetcher.emulator.wire.WireRequest;
import dev.tgfetcher.emulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each request to its method:
 *
 * <ol>
 *   <li>reads it, without the wrappers that clients put around the first ones
 *   <li>records it
 *   <li>asks the scripted faults: refuse, hang up, or wait first
 *   <li>answers it, or says what is wrong; a method that is not served fails loudly
 * </ol>
 */
public final class Dispatcher implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Set<String> WRAPPERS =
      Set.of("invokeWithLayer", "initConnection", "invokeAfterMsg", "invokeWithoutUpdates");

  private final World world;
  private final Faults faults;
  private final RequestLog requests;
  private final ScheduledExecutorService timer;
  private final Map<String, RpcMethod> methods = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * @param timer runs the answers that a fault holds back
   */
  public Dispatcher(
      World world, Faults faults, RequestLog requests, ScheduledExecutorService timer) {
    this.world = world;
    this.faults = faults;
    this.requests = requests;
    this.timer = timer;
  }

  /** Serves a method to clients that are logged in. */
  public void serve(String method, RpcMethod answer) {
    methods.put(method, answer);
  }

  /** Serves a method to everybody. */
  public void serveOpenly(String method, RpcMethod answer) {
    serve(method, answer);
    open.add(method);
  }

  @Override
  public void handle(WireRequest request) {
    try {
      RpcCall call = read(request);
      requests.record(call.phone(), call.method(), call.request());
      obey(faults.judge(call.phone(), call.method()), request, call);
    } catch (UnknownConstructorException e) {
      requests.refused("", e.constructorName());
      if (!e.isExpected()) {
        log.warn("not served: {}", e.constructorName());
      }
      request.fail(400, "METHOD_INVALID");
    } catch (TlException e) {
      log.warn("unreadable request: {}", e.getMessage());
      request.fail(400, "INPUT_METHOD_INVALID");
    }
  }

  private RpcCall read(WireRequest request) {
    TlObject asked = new TlReader(TlSchema.telegram(), request.body()).readObject();
    boolean takesUpdates = true;
    while (WRAPPERS.contains(asked.name())) {
      takesUpdates &= !asked.is("invokeWithoutUpdates");
      asked = asked.object("query");
    }
    if (takesUpdates) {
      request.takeUpdates();
    }
    return new RpcCall(asked, request.key(), world.accountOf(request.key().userId()));
  }

  private void obey(FaultDecision verdict, WireRequest request, RpcCall call) {
    if (verdict instanceof FaultDecision.Refuse refuse) {
      requests.refused(call.phone(), call.method());
      request.fail(refuse.code(), refuse.text());
    } else if (verdict instanceof FaultDecision.HangUp) {
      request.hangUp();
    } else if (verdict instanceof FaultDecision.Stall stall) {
      request.acknowledge();
      answerLater(request, call, stall.duration());
    } else if (verdict instanceof FaultDecision.Hold hold) {
      request.acknowledge();
      var unused = hold.over().thenRunAsync(() -> answer(request, call), timer);
    } else {
      answer(request, call);
    }
  }

  private void answerLater(WireRequest request, RpcCall call, Duration wait) {
    var unused =
        timer.schedule(() -> answer(request, call), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(WireRequest request, RpcCall call) {
    try {
      request.answer(answerTo(call));
    } catch (RpcException e) {
      request.fail(e.code(), e.text());
    } catch (RuntimeException e) {
      log.error("{} failed", call.request(), e);
      request.fail(500, "INTERNAL");
    }
  }

  private Object answerTo(RpcCall call) {
    RpcMethod method = methods.get(call.method());
    if (method == null) {
      log.warn("not served: {}", call.request());
      throw RpcException.badRequest("METHOD_INVALID");
    }
    if (!open.contains(call.method())) {
      call.account();
    }
    return method.answer(call);
  }
}
