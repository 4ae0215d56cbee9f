package clearing.devnet.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.5Z");
    private static final String BROKER = "HarbourBrokers";
    private static final List<Member> MEMBERS =
            List.of(Member.withNode(BROKER), Member.withNode("MeridianBank"), Member.readerOnly("MarketAuthority"));

    @TempDir
    private Path folder;

    private LedgerHome home = new LedgerHome(Path.of("."));

    @BeforeEach
    void place_the_home() {
        home = new LedgerHome(folder.resolve("a home with spaces"));
    }

    @Test
    void every_identity_chains_to_its_members_authority() throws Exception {
        make();

        for (var member : MEMBERS) {
            for (var user : member.users()) {
                var msp = home.user(member.id(), user.name());
                assertChains(
                        LedgerHome.certificate(msp),
                        home.authorities(member.id()).resolve("ca.pem"));
            }
        }
    }

    @Test
    void an_identity_of_one_member_does_not_chain_to_another() throws Exception {
        make();

        var trader = LedgerHome.certificate(home.user(BROKER, "trader"));
        var stranger = home.authorities("MeridianBank").resolve("ca.pem");

        assertThatThrownBy(() -> assertChains(trader, stranger)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void nodes_have_an_identity_of_their_unit_and_a_tls_certificate_for_their_hosts() throws Exception {
        make();

        var peer = certificate(LedgerHome.certificate(home.peer(BROKER).resolve("msp")));
        var orderer = certificate(LedgerHome.certificate(home.orderer(BROKER).resolve("msp")));
        var server = certificate(home.peer(BROKER).resolve("tls").resolve("server.crt"));

        assertThat(peer.getSubjectX500Principal().getName()).isEqualTo("CN=peer0,OU=peer,O=HarbourBrokers");
        assertThat(orderer.getSubjectX500Principal().getName()).isEqualTo("CN=orderer0,OU=orderer,O=HarbourBrokers");
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("localhost", "127.0.0.1");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertChains(
                home.peer(BROKER).resolve("tls").resolve("server.crt"),
                home.peer(BROKER).resolve("tls").resolve("ca.crt"));
    }

    @Test
    void a_member_that_only_reads_has_no_nodes_and_no_role_but_reader() throws Exception {
        make();

        assertThat(home.peer("MarketAuthority")).doesNotExist();
        assertThat(attributes(home.user("MarketAuthority", "reader"))).isEqualTo("reader");
        assertThat(attributes(home.user("MarketAuthority", "admin"))).isEqualTo("reader");
    }

    @Test
    void a_users_role_is_an_attribute_in_fabrics_own_form() throws Exception {
        make();

        assertThat(attributes(home.user(BROKER, "trader"))).isEqualTo("trader");
        assertThat(attributes(home.user(BROKER, "admin"))).isEqualTo("admin");
    }

    @Test
    void key_usage_and_constraints_are_those_that_fabric_checks() throws Exception {
        make();

        var authority = certificate(home.authorities(BROKER).resolve("ca.pem"));
        var trader = certificate(LedgerHome.certificate(home.user(BROKER, "trader")));

        assertThat(authority.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(authority.getKeyUsage()[5]).as("signs certificates").isTrue();
        assertThat(authority.getExtensionValue("2.5.29.14"))
                .as("subject key identifier")
                .isNotNull();
        assertThat(trader.getBasicConstraints()).isEqualTo(-1);
        assertThat(trader.getKeyUsage()[0]).as("signs").isTrue();
        assertThat(trader.getKeyUsage()[5]).as("signs certificates").isFalse();
        assertThat(trader.getExtensionValue("2.5.29.35"))
                .as("authority key identifier")
                .isNotNull();
    }

    @Test
    void every_certificate_signature_has_a_low_s() throws Exception {
        make();

        for (var file : files(".pem", ".crt").keySet()) {
            var certificate = certificate(home.root().resolve(file));
            var half = ((ECPublicKey) certificate.getPublicKey())
                    .getParams()
                    .getOrder()
                    .shiftRight(1);
            var s = ASN1Integer.getInstance(
                    ASN1Sequence.getInstance(certificate.getSignature()).getObjectAt(1));
            assertThat(s.getPositiveValue()).as(file).isLessThanOrEqualTo(half);
        }
    }

    @Test
    void private_keys_are_readable_by_their_owner_alone() throws Exception {
        make();

        try (var paths = Files.walk(home.root())) {
            assertThat(paths.filter(path -> path.toString().endsWith(".key") || path.endsWith("key.pem")))
                    .hasSize(2 * 3 + 2 * 4 + 2 * 7 + 2)
                    .allSatisfy(key -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void validity_is_as_asked_and_counts_from_the_given_clock() throws Exception {
        authority(NOW, 100).make(MEMBERS);

        var trader = certificate(LedgerHome.certificate(home.user(BROKER, "trader")));

        assertThat(trader.getNotBefore()).isEqualTo(Date.from(Instant.parse("2026-03-02T08:55:00Z")));
        assertThat(trader.getNotAfter()).isEqualTo(Date.from(Instant.parse("2026-06-10T09:00:00Z")));
    }

    @Test
    void made_twice_it_is_the_same_home() throws Exception {
        make();
        var before = files("");

        authority(NOW.plus(Duration.ofDays(3)), 100).make(MEMBERS);

        assertThat(files("")).isEqualTo(before);
    }

    @Test
    void a_new_member_is_added_and_the_others_stay_as_they_are() throws Exception {
        authority(NOW, 100).make(MEMBERS.subList(0, 1));
        var before = files("");

        make();

        assertThat(files("")).containsAllEntriesOf(before);
        assertThat(home.peer("MeridianBank")).isDirectory();
    }

    @Test
    void a_key_without_its_certificate_is_what_a_cut_off_run_leaves_and_is_completed() throws Exception {
        make();
        var certificate = LedgerHome.certificate(home.user(BROKER, "trader"));
        Files.delete(certificate);

        make();

        assertChains(certificate, home.authorities(BROKER).resolve("ca.pem"));
    }

    @Test
    void a_certificate_without_its_key_is_refused_by_name() throws Exception {
        make();
        var key = LedgerHome.key(home.user(BROKER, "trader"));
        Files.delete(key);

        assertThatThrownBy(this::make)
                .isInstanceOf(IncompleteMaterialException.class)
                .hasMessageStartingWith(key.toString());
    }

    @Test
    void a_key_of_another_certificate_is_refused_by_name() throws Exception {
        make();
        var key = LedgerHome.key(home.user(BROKER, "trader"));
        Files.write(key, Files.readAllBytes(LedgerHome.key(home.user(BROKER, "agent"))));

        assertThatThrownBy(this::make)
                .isInstanceOf(IncompleteMaterialException.class)
                .hasMessageContaining(key + ": is not the key of");
    }

    @Test
    void an_authority_whose_key_is_kept_elsewhere_is_enough_while_nothing_is_missing() throws Exception {
        make();
        Files.delete(home.authorities(BROKER).resolve("ca.key"));
        make();
        var certificate = LedgerHome.certificate(home.user(BROKER, "trader"));
        Files.delete(certificate);

        assertThatThrownBy(this::make)
                .isInstanceOf(IncompleteMaterialException.class)
                .hasMessageStartingWith(certificate.toString());
    }

    @Test
    void a_cut_short_certificate_is_refused_by_name() throws Exception {
        make();
        var certificate = LedgerHome.certificate(home.user(BROKER, "trader"));
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nMII", StandardCharsets.US_ASCII);

        assertThatThrownBy(this::make)
                .isInstanceOf(IncompleteMaterialException.class)
                .hasMessageStartingWith(certificate.toString());
    }

    @Test
    void profiles_name_all_gateways_with_the_own_first_and_paths_that_exist() throws Exception {
        make();
        var nodes = List.of(
                ConnectionProfile.Node.local("MeridianBank", "127.0.0.1:2", "127.0.0.1:12"),
                ConnectionProfile.Node.local(BROKER, "127.0.0.1:1", "127.0.0.1:11"));

        ConnectionProfile.writeAll(home, MEMBERS, "clearing", "clearing", nodes);

        var broker = new ObjectMapper().readTree(home.profile(BROKER).toFile());
        assertThat(broker.at("/gateways/0/address").asText()).isEqualTo("127.0.0.1:1");
        assertThat(broker.at("/gateways/1/member").asText()).isEqualTo("MeridianBank");
        assertThat(broker.at("/chaincodeServer").asText()).isEqualTo("127.0.0.1:11");
        assertThat(broker.at("/identities").size()).isEqualTo(7);
        for (var pointer : List.of("/gateways/0/tlsCa", "/gateways/1/tlsCa", "/identities/agent/key")) {
            assertThat(home.member(BROKER).resolve(broker.at(pointer).asText())).exists();
        }
        var regulator =
                new ObjectMapper().readTree(home.profile("MarketAuthority").toFile());
        assertThat(regulator.at("/gateways").size()).isEqualTo(2);
        assertThat(regulator.has("chaincodeServer")).isFalse();
        assertThat(broker.at("/agent").asBoolean()).as("members take turns").isTrue();
        assertThat(regulator.at("/agent").asBoolean()).as("who only reads").isFalse();
    }

    private void make() throws IOException {
        authority(NOW, CertificateAuthority.DEFAULT_DAYS).make(MEMBERS);
    }

    private CertificateAuthority authority(Instant now, long days) {
        return new CertificateAuthority(home, List.of("localhost", "127.0.0.1"), days, () -> now, new SecureRandom());
    }

    private static void assertChains(Path certificate, Path authority) throws IOException, GeneralSecurityException {
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate(certificate)));
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate(authority), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String attributes(Path msp) throws IOException, GeneralSecurityException {
        var extension = certificate(LedgerHome.certificate(msp)).getExtensionValue("1.2.3.4.5.6.7.8.1");
        var json = new String(ASN1OctetString.getInstance(extension).getOctets(), StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(json).at("/attrs/clearing.role").asText();
    }

    private Map<String, String> files(String... endings) throws IOException {
        var content = new TreeMap<String, String>();
        try (var paths = Files.walk(home.root())) {
            paths.filter(Files::isRegularFile)
                    .filter(path -> List.of(endings).stream().anyMatch(path.toString()::endsWith))
                    .filter(path -> endings[0].isEmpty() || !path.endsWith("key.pem"))
                    .forEach(path -> content.put(home.root().relativize(path).toString(), text(path)));
        }
        return content;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
