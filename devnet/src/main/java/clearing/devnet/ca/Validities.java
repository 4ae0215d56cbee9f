package clearing.devnet.ca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says how long the certificates of a ledger home are still valid, so that none ends by surprise. */
public final class Validities {

    /** From this many days on an expiry is worth a warning. */
    public static final long WARNING_DAYS = 30;

    private Validities() {}

    /**
     * How long one certificate is still valid.
     *
     * @param file the certificate, relative to the home
     * @param subject its subject as RFC 2253 has it
     * @param until the last moment at which it is valid
     * @param daysLeft whole days from now; negative when it has ended
     */
    public record Validity(Path file, String subject, Instant until, long daysLeft) {

        /** Whether it has ended, or ends within {@link #WARNING_DAYS}. */
        public boolean needsRenewal() {
            return daysLeft < WARNING_DAYS;
        }
    }

    /**
     * All certificates of the home, the one that ends first at the top. The copies of authorities' certificates that
     * each MSP folder holds are left out.
     *
     * @throws IOException if a file cannot be read or is no certificate
     */
    public static List<Validity> of(LedgerHome home, Instant now) throws IOException {
        var found = new ArrayList<Validity>();
        if (!Files.isDirectory(home.members())) {
            return found;
        }
        try (var files = Files.walk(home.members())) {
            for (var file : files.filter(Validities::isOriginal).sorted().toList()) {
                var certificate = Pem.readCertificate(file);
                var until = certificate.getNotAfter().toInstant();
                found.add(new Validity(
                        home.root().relativize(file),
                        certificate.getSubjectX500Principal().getName(),
                        until,
                        Math.floorDiv(
                                Duration.between(now, until).toSeconds(),
                                Duration.ofDays(1).toSeconds())));
            }
        }
        found.sort(Comparator.comparing(Validity::until).thenComparing(Validity::file));
        return found;
    }

    private static boolean isOriginal(Path file) {
        var folder = file.resolveSibling("").getFileName().toString();
        var name = file.getFileName().toString();
        return (folder.equals("ca") && name.endsWith(".pem"))
                || (folder.equals("signcerts") && name.endsWith(".pem"))
                || (folder.equals("tls") && name.equals("server.crt"));
    }
}
