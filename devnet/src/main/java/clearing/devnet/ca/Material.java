package clearing.devnet.ca;

import clearing.devnet.identity.P256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** A private key and its certificate, as two files that belong together. */
record Material(Path certificateFile, Path keyFile) {

    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    /** Makes a certificate for a public key. */
    @FunctionalInterface
    interface Issuing {
        X509Certificate issue(KeyPair keys) throws IOException;
    }

    /** Whether both files are there and belong together. */
    boolean isComplete(SecureRandom random) throws IOException {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return false;
        }
        requireMatch(Pem.readCertificate(certificateFile).getPublicKey(), Pem.readKey(keyFile), random);
        return true;
    }

    /**
     * Makes the pair. The key is written first, so that a run which was cut off leaves a key without a certificate at
     * most: such a key is made anew. The reverse, a certificate without its key, is not made good here: others may
     * already rely on that certificate.
     */
    X509Certificate make(SecureRandom random, Issuing issuing) throws IOException {
        if (Files.exists(certificateFile)) {
            throw new IncompleteMaterialException(
                    keyFile, "missing, while its certificate is there; put the key back or remove the certificate");
        }
        var keys = P256.newKeyPair(random);
        AtomicFiles.writePrivate(keyFile, Pem.encode(keys.getPrivate()));
        var certificate = issuing.issue(keys);
        AtomicFiles.writePublic(certificateFile, Pem.encode(certificate));
        return certificate;
    }

    private void requireMatch(PublicKey publicKey, PrivateKey privateKey, SecureRandom random) throws IOException {
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(privateKey, random);
            signer.update(PROBE);
            var verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(publicKey);
            verifier.update(PROBE);
            if (!verifier.verify(signer.sign())) {
                throw new IncompleteMaterialException(keyFile, "is not the key of " + certificateFile);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot compare " + keyFile + " with its certificate", e);
        }
    }
}
