package dev.tgfetcher.trace;

import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.event.TraceSource;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.telegram.TelegramError;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Sends spans by OTLP over HTTP. Requests, writes and events become spans when they have ended. */
final class OtlpTracing implements Tracing {
  private static final Set<MethodClass> PAGES =
      EnumSet.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.REPLIES);

  /** The field of log lines that has the span of the command. */
  private static final String TRACEPARENT = "traceparent";

  private static final String PATH = "/v1/traces";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** Open spans by the token of the lease. */
  private final Map<String, OpenSpan> commands = new ConcurrentHashMap<>();

  private record OpenSpan(Span span, Scope scope) {}

  private OtlpTracing(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("dev.tgfetcher");
  }

  static Tracing open(URI endpoint, String service, String workerId, String version) {
    String base = endpoint.toString().replaceAll("/+$", "");
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base.endsWith(PATH) ? base : base + PATH)
            .setTimeout(TIMEOUT)
            .build();
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), service,
                AttributeKey.stringKey("service.instance.id"), workerId,
                AttributeKey.stringKey("service.version"), version));
    return new OtlpTracing(
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build());
  }

  @Override
  public CommandListener commands() {
    return new CommandListener() {
      @Override
      public void taken(Lease lease) {
        begin(lease);
      }

      @Override
      public void failed(Lease lease, Failure failure, Verdict verdict) {
        Span.current()
            .setStatus(StatusCode.ERROR, failure.message())
            .setAttribute("tgf.error_type", failure.type().wireName());
      }

      @Override
      public void settled(Lease lease, Outcome outcome) {
        end(lease, outcome.wireName());
      }

      @Override
      public void abandoned(Lease lease) {
        end(lease, "abandoned");
      }

      @Override
      public void published(String event, Duration took) {
        Event.parse(event).ifPresent(known -> publish(known, took));
      }
    };
  }

  /** The scope is closed at the end of the lease, on the same thread. */
  @SuppressWarnings("MustBeClosedChecker")
  private void begin(Lease lease) {
    FetchCommand command = lease.command();
    Span span =
        tracer
            .spanBuilder("command")
            .setParent(parent(command.traceparent()))
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("tgf.command_id", command.commandId())
            .setAttribute("tgf.correlation_id", command.correlationId())
            .setAttribute("tgf.chat", command.chat().folder())
            .setAttribute("tgf.mode", command.mode().wireName())
            .setAttribute("tgf.attempt", (long) lease.attempt())
            .startSpan();
    commands.put(lease.token(), new OpenSpan(span, span.makeCurrent()));
    MDC.put(TRACEPARENT, traceparent());
  }

  private void end(Lease lease, String outcome) {
    OpenSpan open = commands.remove(lease.token());
    if (open != null) {
      open.span().setAttribute("tgf.outcome", outcome);
      open.span().end();
      open.scope().close();
      MDC.remove(TRACEPARENT);
    }
  }

  /** The parent is the trace of the event: some events are published on another thread. */
  private void publish(Event event, Duration took) {
    backdatedSpan("publish", parent(event.envelope().traceparent()), took)
        .setAttribute("tgf.event", event.name())
        .end();
  }

  @Override
  public FetchListener fetches() {
    return new FetchListener() {
      @Override
      public void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {
        if (method != MethodClass.LOCAL) {
          request(method, refusal, took);
        }
      }

      @Override
      public void dayWritten(FetchCommand command, WriteOutcome outcome, Duration took) {
        backdatedSpan("write", Context.current(), took)
            .setAttribute("tgf.date", outcome.day().date().toString())
            .setAttribute("tgf.messages", (long) outcome.day().messageCount())
            .end();
      }
    };
  }

  private void request(MethodClass method, @Nullable TelegramError refusal, Duration took) {
    boolean page = PAGES.contains(method);
    Span span =
        backdatedSpan(page ? "page" : "request", ofThisThread(), took)
            .setAttribute("tgf.method", method.wireName());
    if (refusal != null) {
      span.setStatus(StatusCode.ERROR, refusal.toString());
    }
    span.end();
  }

  /** The context of the command, also on a thread that requests pages in advance. */
  private static Context ofThisThread() {
    return Span.current().getSpanContext().isValid()
        ? Context.current()
        : parent(MDC.get(TRACEPARENT));
  }

  private Span backdatedSpan(String name, Context parent, Duration took) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(Instant.now().minus(took))
        .startSpan();
  }

  /** Parses {@code version-trace-span-flags}; null means the current context. */
  private static Context parent(@Nullable String traceparent) {
    if (traceparent == null) {
      return Context.current();
    }
    List<String> parts = List.of(traceparent.split("-", -1));
    SpanContext sender =
        SpanContext.createFromRemoteParent(
            parts.get(1),
            parts.get(2),
            TraceFlags.fromHex(parts.get(3), 0),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(sender));
  }

  @Override
  public TraceSource current() {
    return OtlpTracing::traceparent;
  }

  private static @Nullable String traceparent() {
    SpanContext here = Span.current().getSpanContext();
    return here.isValid()
        ? "00-%s-%s-%s".formatted(here.getTraceId(), here.getSpanId(), here.getTraceFlags().asHex())
        : null;
  }

  @Override
  public void close() {
    provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
