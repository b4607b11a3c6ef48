package dev.tgfetcher.telegram.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.telegram.SecretMask;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key that encrypts a session's database.
 *
 * <p>TDLib does not stretch a key, so this class stretches the passphrase by PBKDF2. The salt is
 * the same for all sessions, because a moved session directory must open with the passphrase alone.
 */
public final class SessionKey {
  private static final byte[] SALT = "tg-fetcher session database".getBytes(UTF_8);
  private static final int ITERATIONS = 210_000;
  private static final int BITS = 256;

  private final String base64;

  private SessionKey(String base64) {
    this.base64 = base64;
  }

  /** Leaves the database unencrypted. */
  public static SessionKey none() {
    return new SessionKey("");
  }

  /** Stretches the passphrase of {@code SESSION_KEY}, which takes a tenth of a second. */
  public static SessionKey of(String passphrase) {
    if (passphrase.isBlank()) {
      throw new IllegalArgumentException("SESSION_KEY must not be blank");
    }
    SecretMask.add(passphrase);
    PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), SALT, ITERATIONS, BITS);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new SessionKey(Base64.getEncoder().encodeToString(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2", e);
    }
  }

  String base64() {
    return base64;
  }

  @Override
  public String toString() {
    return base64.isEmpty() ? "none" : "***";
  }
}
