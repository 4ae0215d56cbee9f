package clearing.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As whom a service may submit to the ledger: what the configuration says, and whom it is refused. */
class CarrierConfigTest {
    private static final String CONFIG = """
            {"member": "HarbourBrokers", "profile": "profile.json", "database": {"embedded": "data"}%s}
            """;
    private static final String PROFILE = """
            {"member": "%s", "channel": "clearing", "chaincode": "clearing", "genesisBlock": "genesis.block",
             "gateways": [{"address": "127.0.0.1:40001", "serverName": "localhost", "tlsCa": "maker.pem", "member": "HarbourBrokers"}],
             "identities": {"maker": {"certificate": "maker.pem", "key": "maker.key"},
                            "both": {"certificate": "both.pem", "key": "both.key"},
                            "reader": {"certificate": "reader.pem", "key": "reader.key"}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("profile.json"), String.format(PROFILE, "HarbourBrokers"));
        Files.writeString(folder.resolve("lotus.json"), String.format(PROFILE, "LotusSecurities"));
        Files.write(folder.resolve("genesis.block"), new byte[0]);
        identity("maker", "maker");
        identity("both", "maker,checker");
        identity("reader", "reader");
    }

    private void identity(String name, String roles) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        String attributes = "{\"attrs\":{\"clearing.role\":\"" + roles + "\"}}";
        Files.writeString(
                folder.resolve(name + ".pem"),
                pem(new JcaX509v3CertificateBuilder(
                                subject,
                                BigInteger.ONE,
                                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                                Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                                subject,
                                keys.getPublic())
                        .addExtension(
                                new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                                false,
                                attributes.getBytes(StandardCharsets.UTF_8))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))));
        Files.writeString(folder.resolve(name + ".key"), pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private ServiceConfig read(String carrier) throws IOException {
        String field = carrier.isEmpty() ? "" : ", \"carrier\": " + carrier;
        return ServiceConfig.read(Files.writeString(folder.resolve("service.json"), String.format(CONFIG, field)));
    }

    private static void open(ServiceConfig config) {
        config.carrier().orElseThrow().open(config, InstantSource.system()).close();
    }

    @Test
    void without_it_the_service_submits_nothing() throws IOException {
        assertThat(read("").carrier()).isEmpty();
    }

    @Test
    void it_is_the_maker_of_the_services_profile_unless_said_otherwise() throws IOException {
        ServiceConfig config = read("{}");
        assertThat(config.carrier())
                .contains(new CarrierConfig(folder.resolve("profile.json"), "maker", Optional.empty()));
        open(config);
        assertThat(read("{\"profile\": \"lotus.json\", \"identity\": \"both\"}").carrier())
                .contains(new CarrierConfig(folder.resolve("lotus.json"), "both", Optional.empty()));
        assertThat(read("{\"journals\": \"agent\"}").carrier().orElseThrow().journals())
                .contains("agent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"identity\": \"both\"}`       | carries the role checker",
                "`{\"identity\": \"reader\"}`     | does not carry the role maker",
                "`{\"identity\": \"nobody\"}`     | No identity 'nobody'",
                "`{\"profile\": \"lotus.json\"}`  | the profile is of LotusSecurities",
                "`{\"profile\": \"absent.json\"}` | absent.json"
            })
    void who_may_not_is_refused_at_the_start(String carrier, String reason) throws IOException {
        ServiceConfig config = read(carrier);
        assertThatThrownBy(() -> open(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("service.json: carrier: ")
                .hasMessageContaining(reason);
    }

    @Test
    void a_misspelt_field_is_named() {
        assertThatThrownBy(() -> read("{\"identities\": \"maker\"}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("carrier.identities");
    }
}
