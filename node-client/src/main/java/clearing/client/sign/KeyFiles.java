package clearing.client.sign;

import clearing.client.profile.IdentityFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Collections;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Reads keys and certificates from PKCS#8 PEM files and PKCS#12 stores. Only P-256 is accepted. */
final class KeyFiles {
    record Pair(X509Certificate certificate, LowSSigner signer) {}

    private KeyFiles() {}

    static Pair read(IdentityFiles files) {
        Pair pair = files.passwordFile().isPresent()
                ? store(files.key(), files.passwordFile().get())
                : new Pair(certificate(files.certificate()), pem(files.key()));
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(
                    pair.certificate().getPublicKey().getEncoded());
            if (!pair.signer().matches(info.getPublicKeyData().getBytes())) {
                throw new KeyFileException(files.key(), "The key does not belong to " + files.certificate() + ".");
            }
        } catch (org.bouncycastle.crypto.CryptoException | IllegalArgumentException e) {
            throw new KeyFileException(files.certificate(), "The certificate's key is not on P-256.");
        }
        return pair;
    }

    static X509Certificate certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new KeyFileException(file, "Cannot be read (" + e.getClass().getSimpleName() + ").");
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(file, "Is not a PEM certificate.");
        }
    }

    private static LowSSigner pem(Path file) {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
            Object first = parser.readObject();
            while (first != null && !(first instanceof PrivateKeyInfo) && !(first instanceof PEMKeyPair)) {
                first = parser.readObject();
            }
            PrivateKeyInfo info = first instanceof PEMKeyPair pair
                    ? pair.getPrivateKeyInfo()
                    : first instanceof PrivateKeyInfo own ? own : null;
            if (info == null) {
                throw new KeyFileException(file, "Has no PKCS#8 private key.");
            }
            requireP256(file, info);
            return new LowSSigner(
                    ((ECPrivateKeyParameters) PrivateKeyFactory.createKey(info)).getD(), new SecureRandom());
        } catch (IOException | IllegalArgumentException e) {
            // The cause is left out on purpose: parsers quote what they read.
            throw new KeyFileException(
                    file, "Is not a readable private key (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static void requireP256(Path file, PrivateKeyInfo info) {
        boolean ec = X9ObjectIdentifiers.id_ecPublicKey.equals(
                info.getPrivateKeyAlgorithm().getAlgorithm());
        if (!ec
                || !X9ObjectIdentifiers.prime256v1.equals(
                        info.getPrivateKeyAlgorithm().getParameters())) {
            throw new KeyFileException(file, "The key is not on P-256.");
        }
    }

    private static Pair store(Path file, Path passwordFile) {
        char[] password = password(passwordFile);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
                if (key instanceof ECPrivateKey ec
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    requireP256(file, PrivateKeyInfo.getInstance(ec.getEncoded()));
                    BigInteger secret = ec.getS();
                    return new Pair(certificate, new LowSSigner(secret, new SecureRandom()));
                }
            }
            throw new KeyFileException(file, "Has no P-256 key with a certificate.");
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyFileException(
                    file,
                    "Cannot be opened with the password given (" + e.getClass().getSimpleName() + ").");
        } finally {
            java.util.Arrays.fill(password, '\0');
        }
    }

    private static char[] password(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new KeyFileException(file, "Cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }
}
