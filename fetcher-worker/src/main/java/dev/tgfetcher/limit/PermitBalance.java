package dev.tgfetcher.limit;

import java.util.EnumMap;
import java.util.Map;

/**
 * Compares the requests that a session has sent with the permits that it has used. Several calls
 * may be under way: until one ends, it is unknown how many of its requests were sent.
 */
final class PermitBalance {
  /** TDLib sends more without a permit only at its start and after an outage. */
  private static final int MAX_OWED = 5;

  private final WireRequestCounter counter;
  private final Map<MethodClass, Account> accounts = new EnumMap<>(MethodClass.class);

  /** The permits of a class, and the requests of the calls that are under way. */
  private static final class Account {
    private long permitted;
    private long underWay;
  }

  /**
   * The permits of a call.
   *
   * @param owed number of requests that were sent without a permit, which the call pays for; -1 if
   *     an earlier permit was not used
   * @param change of the number of permits
   */
  record Taken(MethodClass method, int requests, int owed, long change) {}

  PermitBalance(WireRequestCounter counter) {
    this.counter = counter;
    for (MethodClass method : MethodClass.values()) {
      Account account = new Account();
      account.permitted = counter.sent(method);
      accounts.put(method, account);
    }
  }

  /** Returns the number of requests of a class that were sent. */
  long sent(MethodClass method) {
    return counter.sent(method);
  }

  /** Records the permits of a call that begins: for its requests, and for those that are owed. */
  synchronized Taken take(MethodClass method, int requests) {
    Account account = account(method);
    long sent = counter.sent(method);
    long permitted = account.permitted;
    long most = sent + account.underWay;
    int owed = permitted > most ? -1 : (int) Math.min(MAX_OWED, Math.max(0, sent - permitted));
    account.permitted = Math.max(sent, Math.min(most, permitted)) + requests;
    account.underWay += requests;
    return new Taken(method, requests, isBlind() ? 0 : owed, account.permitted - permitted);
  }

  /** Records that a call has ended, and has sent its requests or never will. */
  synchronized void end(Taken taken) {
    account(taken.method()).underWay -= taken.requests();
  }

  /** Records that a call has ended without its permits. */
  synchronized void giveBack(Taken taken) {
    end(taken);
    account(taken.method()).permitted -= taken.change();
  }

  private Account account(MethodClass method) {
    return accounts.computeIfAbsent(method, fresh -> new Account());
  }

  /** Returns the number of flood waits of a class that were observed. */
  long floods(MethodClass method) {
    return counter.floods(method);
  }

  /** Whether the session does not report its requests. */
  boolean isBlind() {
    return counter.events() == 0;
  }
}
