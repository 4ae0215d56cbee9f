package clearing.devnet.ca;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes and completes the certificates of a {@link LedgerHome}.
 *
 * <p>Per member: an authority for identities and one for TLS, the MSP folder that the other members need, an identity
 * and a TLS certificate for its peer and its orderer, and an identity for each user. Safe to run again and again, and
 * after a run that was cut off.
 */
public final class CertificateAuthority {

    /** How long an authority is valid, in days: about twenty years. */
    public static final long AUTHORITY_DAYS = 7_300;

    /** How long what an authority issues is valid unless the caller says otherwise, in days: about ten years. */
    public static final long DEFAULT_DAYS = 3_650;

    /** Each file is forced to the disk, which is most of the work: many at once take hardly longer than one. */
    private static final int AT_ONCE = 12;

    private static final String NODE_UNITS = """
            NodeOUs:
              Enable: true
              ClientOUIdentifier:
                Certificate: cacerts/ca.pem
                OrganizationalUnitIdentifier: client
              PeerOUIdentifier:
                Certificate: cacerts/ca.pem
                OrganizationalUnitIdentifier: peer
              AdminOUIdentifier:
                Certificate: cacerts/ca.pem
                OrganizationalUnitIdentifier: admin
              OrdererOUIdentifier:
                Certificate: cacerts/ca.pem
                OrganizationalUnitIdentifier: orderer
            """;

    private final LedgerHome home;
    private final List<String> hosts;
    private final long days;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param home the ledger home to fill
     * @param hosts the names and addresses under which the nodes answer
     * @param days how long identities and TLS certificates are valid, in days, at least 1
     * @param clock where "now" comes from
     * @param random where keys, serial numbers and signatures take their randomness from
     */
    public CertificateAuthority(
            LedgerHome home, List<String> hosts, long days, InstantSource clock, SecureRandom random) {
        if (days < 1 || days > AUTHORITY_DAYS) {
            throw new IllegalArgumentException("a validity of " + days + " days is not in 1 to " + AUTHORITY_DAYS);
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a TLS certificate needs at least one host");
        }
        this.home = home;
        this.hosts = List.copyOf(hosts);
        this.days = days;
        this.clock = clock;
        this.random = random;
    }

    /** An authority for nodes on this machine alone, with certificates that last {@link #DEFAULT_DAYS}. */
    public static CertificateAuthority local(LedgerHome home, InstantSource clock, SecureRandom random) {
        return new CertificateAuthority(home, List.of("localhost", "127.0.0.1", "::1"), DEFAULT_DAYS, clock, random);
    }

    /**
     * Makes what the members do not have yet, and keeps what they have.
     *
     * @throws IncompleteMaterialException if a certificate is there whose key is not, a key does not belong to its
     *     certificate, or something is to be issued by an authority whose key is kept elsewhere
     * @throws IOException if a file cannot be read or written
     */
    public void make(List<Member> members) throws IOException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var authorities = new ArrayList<Future<Authorities>>();
            for (var member : members) {
                authorities.add(threads.submit(() -> authorities(member)));
            }
            var made = new ArrayList<Future<?>>();
            for (int i = 0; i < members.size(); i++) {
                var member = members.get(i);
                var issuers = await(authorities.get(i));
                for (var issuing : issuings(member, issuers)) {
                    made.add(threads.submit(issuing));
                }
            }
            for (var one : made) {
                await(one);
            }
        }
    }

    private static <T> T await(Future<T> made) throws IOException {
        try {
            return made.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("a certificate could not be made", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while certificates were made", e);
        }
    }

    /** A member's own two authorities. */
    private record Authorities(Authority identities, Authority tls) {}

    private Authorities authorities(Member member) throws IOException {
        var made = new Authorities(authority(member, "ca"), authority(member, "tls-ca"));
        writeTrust(home.msp(member.id()), made);
        return made;
    }

    /** What the member's authorities are to issue; no two of them write the same file. */
    private List<Callable<@Nullable Void>> issuings(Member member, Authorities issuers) {
        var id = member.id();
        var issuings = new ArrayList<Callable<@Nullable Void>>();
        for (var user : member.users()) {
            issuings.add(() -> identity(home.user(id, user.name()), Subject.user(user, id), issuers));
        }
        if (member.runsNode()) {
            issuings.add(() -> node(home.peer(id), "peer0", member, Unit.PEER, issuers));
            issuings.add(() -> node(home.orderer(id), "orderer0", member, Unit.ORDERER, issuers));
        }
        return issuings;
    }

    private Authority authority(Member member, String name) throws IOException {
        var folder = home.authorities(member.id());
        var material = new Material(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        if (Files.exists(material.certificateFile()) && !Files.exists(material.keyFile())) {
            return new Authority(Pem.readCertificate(material.certificateFile()), Optional.empty(), random);
        }
        if (!material.isComplete(random)) {
            var subject = Subject.authority(name + "." + member.id(), member.id());
            material.make(random, keys -> Authority.selfSigned(subject, keys, validity(AUTHORITY_DAYS), random));
        }
        return new Authority(
                Pem.readCertificate(material.certificateFile()), Optional.of(Pem.readKey(material.keyFile())), random);
    }

    private @Nullable Void node(Path folder, String name, Member member, Unit unit, Authorities issuers)
            throws IOException {
        identity(folder.resolve("msp"), Subject.node(name, member.id(), unit), issuers);
        var server = folder.resolve("tls");
        complete(
                new Material(server.resolve("server.crt"), server.resolve("server.key")),
                Subject.server(name + "." + member.id(), member.id(), hosts),
                issuers.tls());
        keep(server.resolve("ca.crt"), issuers.tls().certificate());
        return null;
    }

    private @Nullable Void identity(Path msp, Subject subject, Authorities issuers) throws IOException {
        writeTrust(msp, issuers);
        complete(new Material(LedgerHome.certificate(msp), LedgerHome.key(msp)), subject, issuers.identities());
        return null;
    }

    private void complete(Material material, Subject subject, Authority authority) throws IOException {
        if (material.isComplete(random)) {
            return;
        }
        if (!authority.canIssue()) {
            throw new IncompleteMaterialException(
                    material.certificateFile(), "cannot be issued: the authority's private key is not in this home");
        }
        material.make(random, keys -> authority.issue(subject, keys.getPublic(), validity(days)));
    }

    private void writeTrust(Path msp, Authorities issuers) throws IOException {
        keep(msp.resolve("cacerts").resolve("ca.pem"), issuers.identities().certificate());
        keep(msp.resolve("tlscacerts").resolve("ca.pem"), issuers.tls().certificate());
        AtomicFiles.keepPublic(msp.resolve("config.yaml"), NODE_UNITS.getBytes(StandardCharsets.UTF_8));
    }

    private static void keep(Path file, X509Certificate certificate) throws IOException {
        AtomicFiles.keepPublic(file, Pem.encode(certificate));
    }

    private Authority.Validity validity(long validDays) {
        return Authority.Validity.startingAt(clock.instant(), validDays);
    }
}
