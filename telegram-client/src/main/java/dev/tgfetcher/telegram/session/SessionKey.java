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
 * <p>TDLib takes the key as it is, without stretching it. So the passphrase is stretched here, by
 * PBKDF2 with a salt that is the same for all sessions: a session directory must open with the
 * passphrase alone, wherever it is moved.
 */
public final class SessionKey {
  private static final byte[] SALT = "tg-fetcher session database".getBytes(UTF_8);
  private static final int ITERATIONS = 210_000;
  private static final int BITS = 256;

  private final String base64;

  private SessionKey(String base64) {
    this.base64 = base64;
  }

  /** Leaves the database readable to whoever can read its directory. */
  public static SessionKey none() {
    return new SessionKey("");
  }

  /** From {@code SESSION_KEY}; takes a tenth of a second on purpose. */
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
