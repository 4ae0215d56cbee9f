package clearing.client.certificate;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;

/** The only thing that the verification of a certificate believes. */
public sealed interface TrustAnchor {
    /**
     * The channel's first block, had from someone who is trusted.
     *
     * @param block the block
     */
    record Genesis(Block block) implements TrustAnchor {}

    /**
     * The members' root certificates.
     *
     * @param byMember root certificates by member id
     */
    record Roots(Map<String, Set<X509Certificate>> byMember) implements TrustAnchor {
        /** Copies its map. */
        public Roots {
            byMember = Map.copyOf(byMember);
        }
    }

    /**
     * Reads a genesis block.
     *
     * @throws TrustAnchorException when the file cannot be read or is none
     */
    static TrustAnchor genesis(Path file) {
        try {
            return new Genesis(Block.parseFrom(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException e) {
            throw new TrustAnchorException(file + " is not a block.", e);
        } catch (IOException e) {
            throw new TrustAnchorException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads root certificates: {@code <Member>.pem} in the folder, or {@code <Member>/msp/cacerts/*.pem} as a ledger home's
     * {@code members} has them. Files may hold several certificates.
     *
     * @throws TrustAnchorException when one cannot be read or there is none
     */
    static TrustAnchor roots(Path folder) {
        Map<String, Set<X509Certificate>> byMember = new TreeMap<>();
        for (Path entry : entries(folder)) {
            Path authorities = entry.resolve("msp").resolve("cacerts");
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(authorities)) {
                entries(authorities).stream()
                        .filter(TrustAnchor::isCertificateFile)
                        .forEach(file -> add(byMember, name, file));
            } else if (Files.isRegularFile(entry) && isCertificateFile(entry)) {
                add(byMember, name.substring(0, name.lastIndexOf('.')), entry);
            }
        }
        if (byMember.isEmpty()) {
            throw new TrustAnchorException(
                    folder + " holds no root certificates, neither MEMBER.pem nor MEMBER/msp/cacerts/*.pem.");
        }
        return new Roots(byMember);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new TrustAnchorException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isCertificateFile(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".pem") || name.endsWith(".crt");
    }

    private static void add(Map<String, Set<X509Certificate>> byMember, String member, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> read = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
            if (read.isEmpty()) {
                throw new TrustAnchorException(file + " holds no certificate.");
            }
            byMember.computeIfAbsent(member, name -> new HashSet<>()).addAll(read);
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustAnchorException(file + " holds no certificate: " + e.getMessage(), e);
        }
    }
}
