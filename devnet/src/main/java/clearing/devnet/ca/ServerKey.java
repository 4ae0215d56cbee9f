package clearing.devnet.ca;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The one key with which a TLS server of a home answers, on P-256.
 *
 * <p>Given to the server as it is: when the TLS library reads the files itself, it loads a whole provider of algorithms to look at the
 * PEM and locks the key into a key store with a password, which takes longer than everything else that a server does to start.
 */
public final class ServerKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "server";
    private static final String CURVE_KEY = "EC";

    private final PrivateKey key;
    private final X509Certificate[] chain;

    private ServerKey(PrivateKey key, X509Certificate[] chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Reads a server's {@code tls} folder.
     *
     * @param folder holds {@code server.crt} (the certificate, then those of its authorities if there are some between) and {@code server.key}
     *     (PKCS#8)
     * @throws IOException if a file cannot be read or is not what it should be; the message names it
     */
    public static ServerKey read(Path folder) throws IOException {
        var file = folder.resolve("server.crt");
        try (var in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new IncompleteMaterialException(file, "holds no certificate");
            }
            return new ServerKey(Pem.readKey(folder.resolve("server.key")), chain);
        } catch (CertificateException e) {
            throw new IncompleteMaterialException(file, "not an X.509 certificate in PEM");
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chosen(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chosen(keyType);
    }

    /** TLS libraries ask for {@code EC}, or for {@code EC_EC}: a key on a curve whose certificate such a key signed. */
    private static @Nullable String chosen(String keyType) {
        return keyType.startsWith(CURVE_KEY) ? ALIAS : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keyType.startsWith(CURVE_KEY) ? new String[] {ALIAS} : new String[0];
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? chain.clone() : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? key : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }
}
