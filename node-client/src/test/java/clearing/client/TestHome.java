package clearing.client;

import clearing.client.profile.IdentityFiles;
import clearing.client.sign.SigningIdentity;
import clearing.devnet.ca.CertificateAuthority;
import clearing.devnet.ca.LedgerHome;
import clearing.devnet.ca.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Real certificates of four members, made once for all tests of this JVM. */
public final class TestHome {
    /** The members; each has a peer and an orderer. */
    public static final List<String> MEMBERS =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay");

    private static final LedgerHome HOME = make();

    private TestHome() {}

    private static LedgerHome make() {
        try {
            LedgerHome home = new LedgerHome(Files.createTempDirectory("client-test-home"));
            CertificateAuthority.local(home, InstantSource.system(), new SecureRandom())
                    .make(MEMBERS.stream().map(Member::withNode).toList());
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The home. */
    public static LedgerHome home() {
        return HOME;
    }

    /** Files of one of a member's users. */
    public static IdentityFiles user(String member, String user) {
        return files(HOME.user(member, user));
    }

    private static IdentityFiles files(Path msp) {
        return new IdentityFiles(LedgerHome.certificate(msp), LedgerHome.key(msp), Optional.empty());
    }

    /** A member's orderer. */
    public static SigningIdentity orderer(String member) {
        return SigningIdentity.load(member, files(HOME.orderer(member).resolve("msp")));
    }

    /** A member's peer. */
    public static SigningIdentity peer(String member) {
        return SigningIdentity.load(member, files(HOME.peer(member).resolve("msp")));
    }

    /** One of a member's users. */
    public static SigningIdentity identity(String member, String user) {
        return SigningIdentity.load(member, user(member, user));
    }
}
