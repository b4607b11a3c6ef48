package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.fault.FaultDecision;
import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.tl.TlException;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.UnknownConstructorException;
import dev.tgfetcher.emulator.wire.RequestHandler;
import dev.tgfetcher.emulator.wire.WireRequest;
import dev.tgfetcher.emulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes each request to the handler of its method:
 *
 * <ol>
 *   <li>reads the request and removes the wrappers of a client's first requests
 *   <li>records it
 *   <li>applies the scripted faults
 *   <li>sends the handler's response, or an error; an unknown method is logged
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
  private final Set<String> withoutLogin = new HashSet<>();

  /**
   * @param timer sends the responses that a fault delays
   */
  public Dispatcher(
      World world, Faults faults, RequestLog requests, ScheduledExecutorService timer) {
    this.world = world;
    this.faults = faults;
    this.requests = requests;
    this.timer = timer;
  }

  /** Serves a method to clients that are logged in. */
  public void serve(String method, RpcMethod handler) {
    methods.put(method, handler);
  }

  /** Serves a method to all clients, logged in or not. */
  public void serveWithoutLogin(String method, RpcMethod handler) {
    serve(method, handler);
    withoutLogin.add(method);
  }

  @Override
  public void handle(WireRequest request) {
    try {
      RpcCall call = read(request);
      requests.record(call.phone(), call.method(), call.request());
      faults.decide(call.phone(), call.request()).apply(new Exchange(request, call));
    } catch (UnknownConstructorException e) {
      requests.recordRefusal("", e.constructorName());
      if (!e.isExpected()) {
        log.warn("unknown method: {}", e.constructorName());
      }
      request.fail(400, "METHOD_INVALID");
    } catch (TlException e) {
      log.warn("unreadable request: {}", e.getMessage());
      request.fail(400, "INPUT_METHOD_INVALID");
    }
  }

  private RpcCall read(WireRequest request) {
    TlObject query = request.read();
    boolean takesUpdates = true;
    while (WRAPPERS.contains(query.name())) {
      takesUpdates &= !query.is("invokeWithoutUpdates");
      query = query.object("query");
    }
    if (takesUpdates) {
      request.subscribeToUpdates();
    }
    return new RpcCall(query, request.key(), world.accountOf(request.key().userId()));
  }

  /** A request on its way to a response. */
  private final class Exchange implements FaultDecision.Actions {
    private final WireRequest request;
    private final RpcCall call;

    Exchange(WireRequest request, RpcCall call) {
      this.request = request;
      this.call = call;
    }

    @Override
    public void proceed() {
      try {
        request.respond(faults.shorten(call.method(), invoke(call)));
      } catch (RpcException e) {
        request.fail(e.code(), e.text());
      } catch (RuntimeException e) {
        log.error("{} failed", call.request(), e);
        request.fail(500, "INTERNAL");
      }
    }

    @Override
    public void refuse(int code, String text) {
      requests.recordRefusal(call.phone(), call.method());
      request.fail(code, text);
    }

    @Override
    public void stall(Duration delay) {
      request.acknowledge();
      var unused = timer.schedule(this::proceed, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void block(CompletableFuture<Void> unblocked) {
      request.acknowledge();
      var unused = unblocked.thenRunAsync(this::proceed, timer);
    }

    @Override
    public void disconnect() {
      request.disconnect();
    }
  }

  private Object invoke(RpcCall call) {
    RpcMethod method = methods.get(call.method());
    if (method == null) {
      log.warn("no handler for {}", call.request());
      throw RpcException.badRequest("METHOD_INVALID");
    }
    if (!withoutLogin.contains(call.method())) {
      call.account();
    }
    if (call.freeze() != null) {
      FrozenMethods.check(call.method());
    }
    return method.invoke(call);
  }
}
