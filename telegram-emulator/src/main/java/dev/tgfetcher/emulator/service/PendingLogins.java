package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.wire.AuthKey;
import dev.tgfetcher.emulator.world.Account;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Unfinished logins: QR tokens, and clients that have yet to send a password. */
public final class PendingLogins {
  private static final String LINK = "tg://login?token=";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, AuthKey> tokens = new ConcurrentHashMap<>();
  private final Map<AuthKey, Account> accepted = new ConcurrentHashMap<>();
  private final Map<AuthKey, Account> awaitingPassword = new ConcurrentHashMap<>();
  private final Map<AuthKey, Srp> proofs = new ConcurrentHashMap<>();

  /** Creates the token of a QR login, and invalidates the client's previous one. */
  byte[] newToken(AuthKey key) {
    byte[] token = new byte[24];
    RANDOM.nextBytes(token);
    tokens.values().removeIf(key::equals);
    tokens.put(encode(token), key);
    return token;
  }

  /**
   * Confirms a QR login, like another device that scans the link.
   *
   * @return the key of the client that waits for it
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

  void requirePassword(AuthKey key, Account account) {
    awaitingPassword.put(key, account);
  }

  @Nullable Account accountAwaitingPassword(AuthKey key) {
    return awaitingPassword.get(key);
  }

  /** Starts a password proof, and replaces an earlier one. */
  Srp beginProof(AuthKey key, String password) {
    Srp proof = new Srp(password);
    proofs.put(key, proof);
    return proof;
  }

  /** Returns the latest proof and removes it; null if there is none. */
  @Nullable Srp takeProof(AuthKey key) {
    return proofs.remove(key);
  }

  void finish(AuthKey key) {
    awaitingPassword.remove(key);
  }

  private static String encode(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
