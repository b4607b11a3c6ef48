package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.wire.AuthKey;
import dev.tgfetcher.emulator.world.Account;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Logins under way: tokens shown as QR codes, and clients that still owe a password. */
public final class PendingLogins {
  private static final String LINK = "tg://login?token=";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, AuthKey> tokens = new ConcurrentHashMap<>();
  private final Map<AuthKey, Account> accepted = new ConcurrentHashMap<>();
  private final Map<AuthKey, Account> oweAPassword = new ConcurrentHashMap<>();
  private final Map<AuthKey, Srp> proofs = new ConcurrentHashMap<>();

  /** A fresh token for a client that wants to be logged in from elsewhere. */
  byte[] newToken(AuthKey key) {
    byte[] token = new byte[24];
    RANDOM.nextBytes(token);
    tokens.values().removeIf(key::equals);
    tokens.put(encode(token), key);
    return token;
  }

  /**
   * Confirms a login as a telephone does that has scanned the link.
   *
   * @return the client that waits for it
   * @throws IllegalArgumentException when no client shows this link
   */
  public AuthKey accept(String link, Account account) {
    String token = link.startsWith(LINK) ? link.substring(LINK.length()) : link;
    AuthKey key = tokens.remove(token.replaceAll("=+$", ""));
    if (key == null) {
      throw new IllegalArgumentException("no client waits for this login link");
    }
    accepted.put(key, account);
    return key;
  }

  @Nullable Account takeAccepted(AuthKey key) {
    return accepted.remove(key);
  }

  void askForPassword(AuthKey key, Account account) {
    oweAPassword.put(key, account);
  }

  @Nullable Account owingAPassword(AuthKey key) {
    return oweAPassword.get(key);
  }

  /** Begins a proof that the client knows the password. */
  Srp beginProof(AuthKey key, String password) {
    Srp proof = new Srp(password);
    proofs.put(key, proof);
    return proof;
  }

  /** The proof begun last; it can be used once. */
  @Nullable Srp takeProof(AuthKey key) {
    return proofs.remove(key);
  }

  void finish(AuthKey key) {
    oweAPassword.remove(key);
  }

  private static String encode(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
