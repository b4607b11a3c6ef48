package dev.tgfetcher.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities of a PEM file, in place of those that Java trusts. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Reads {@code REDIS_CA_FILE}.
   *
   * @throws IllegalArgumentException with a message for the operator
   */
  static TrustManagerFactory of(Path pem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : read(pem)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return factory;
    } catch (IOException e) {
      throw new IllegalArgumentException("REDIS_CA_FILE cannot be read: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(notPem(pem), e);
    }
  }

  private static Collection<? extends Certificate> read(Path pem)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(notPem(pem));
      }
      return certificates;
    }
  }

  private static String notPem(Path pem) {
    return "REDIS_CA_FILE must hold certificates in PEM form (-----BEGIN CERTIFICATE-----): " + pem;
  }
}
