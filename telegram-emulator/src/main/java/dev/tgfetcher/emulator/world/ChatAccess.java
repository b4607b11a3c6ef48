package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The members of a chat, and the accounts that cannot read it, or not all of it. */
final class ChatAccess {
  private final Set<Long> members = ConcurrentHashMap.newKeySet();
  private final Map<Long, Instant> joined = new ConcurrentHashMap<>();
  private final Set<Long> denied = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> cleared = new ConcurrentHashMap<>();
  private volatile boolean isPrivate;
  private volatile boolean prehistoryHidden;
  private volatile boolean saysThatItHides;

  void add(Account account) {
    members.add(account.user().id());
  }

  void add(Account account, Instant date) {
    joined.put(account.user().id(), date);
    add(account);
  }

  void deny(Account account) {
    denied.add(account.user().id());
  }

  void setPrivate(boolean value) {
    isPrivate = value;
  }

  void hidePrehistory(boolean saysSo) {
    prehistoryHidden = true;
    saysThatItHides = saysSo;
  }

  boolean saysThatItHides() {
    return saysThatItHides;
  }

  void clear(Account account, int lastId) {
    cleared.put(account.user().id(), lastId);
  }

  /** The last message that the account has cleared for itself, or 0. */
  int lastCleared(Account account) {
    return cleared.getOrDefault(account.user().id(), 0);
  }

  boolean isPrivate() {
    return isPrivate;
  }

  boolean isPrehistoryHidden() {
    return prehistoryHidden;
  }

  boolean hasMember(long userId) {
    return members.contains(userId);
  }

  boolean isDeniedTo(Account account) {
    return denied.contains(account.user().id());
  }

  /** The date of joining, or null if the account is no member or always was one. */
  @Nullable Instant joinDate(Account account) {
    return joined.get(account.user().id());
  }
}
