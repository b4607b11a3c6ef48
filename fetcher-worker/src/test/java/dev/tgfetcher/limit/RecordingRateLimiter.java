package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records the requests to another limiter. */
class RecordingRateLimiter implements RateLimiter {
  private final RateLimiter limiter;
  final List<PermitRequest> requests = new ArrayList<>();
  final List<String> released = new ArrayList<>();

  RecordingRateLimiter(RateLimiter limiter) {
    this.limiter = limiter;
  }

  List<String> ids() {
    return requests.stream().map(PermitRequest::id).toList();
  }

  @Override
  public PermitDecision reserve(PermitRequest request) {
    requests.add(request);
    return limiter.reserve(request);
  }

  @Override
  public void release(PermitRequest request) {
    released.add(request.id());
    limiter.release(request);
  }

  @Override
  public boolean releaseIfLast(PermitRequest request) {
    boolean isReleased = limiter.releaseIfLast(request);
    if (isReleased) {
      released.add(request.id());
    }
    return isReleased;
  }

  @Override
  public boolean hold(MethodClass method, Duration wait) {
    return limiter.hold(method, wait);
  }

  @Override
  public long holds(MethodClass method) {
    return limiter.holds(method);
  }

  @Override
  public void probeSucceeded(MethodClass method) {
    limiter.probeSucceeded(method);
  }

  @Override
  public boolean lockProbe(MethodClass method, Duration patience) throws InterruptedException {
    return limiter.lockProbe(method, patience);
  }

  @Override
  public void unlockProbe(MethodClass method) {
    limiter.unlockProbe(method);
  }
}
