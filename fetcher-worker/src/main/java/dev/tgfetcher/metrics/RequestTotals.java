package dev.tgfetcher.metrics;

import dev.tgfetcher.limit.MethodClass;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that Telegram received from workers, with the messages and days that came of them.
 *
 * @param classes one element for each class of methods that returns messages
 * @param days the number of archived days
 * @param requestsOfDays the requests until the last of these days was archived
 */
public record RequestTotals(List<OfClass> classes, long days, long requestsOfDays) {
  public static final RequestTotals NONE = new RequestTotals(List.of(), 0, 0);

  /**
   * The requests of one class.
   *
   * @param method the name of the class, such as {@code history}
   * @param messages the messages in their answers
   */
  public record OfClass(String method, long requests, long messages) {
    /** Returns 0 when there was no request. */
    public double messagesPerRequest() {
      return requests == 0 ? 0 : (double) messages / requests;
    }

    OfClass plus(OfClass other) {
      return new OfClass(method, requests + other.requests, messages + other.messages);
    }
  }

  /** Returns 0 when no day was archived. */
  public double requestsPerDay() {
    return days == 0 ? 0 : (double) requestsOfDays / days;
  }

  /** The sum of the totals of several workers, with the classes in the order of their enum. */
  public static RequestTotals sum(List<RequestTotals> totals) {
    List<OfClass> classes = new ArrayList<>();
    for (MethodClass method : MethodClass.values()) {
      totals.stream()
          .flatMap(one -> one.classes.stream())
          .filter(one -> one.method.equals(method.wireName()))
          .reduce(OfClass::plus)
          .ifPresent(classes::add);
    }
    return new RequestTotals(
        classes,
        totals.stream().mapToLong(RequestTotals::days).sum(),
        totals.stream().mapToLong(RequestTotals::requestsOfDays).sum());
  }
}
