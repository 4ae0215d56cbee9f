package clearing.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileReaderTest {
    private static final String GOOD = """
            {"member":"HarbourBrokers","channel":"clearing","chaincode":"clearing","genesisBlock":"../../genesis.block",
             "gateways":[{"address":"127.0.0.1:40001","serverName":"localhost","tlsCa":"msp/tlscacerts/ca.pem","member":"HarbourBrokers"}],
             "identities":{"trader":{"certificate":"users/t/cert.pem","key":"users/t/key.pem"},
                           "agent":{"pkcs12":"agent.p12","passwordFile":"agent.password"}},
             "chaincodeServer":"127.0.0.1:41001"}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_profile_is_read_with_its_paths_made_absolute() throws Exception {
        Profile profile = ProfileReader.read(write(GOOD));

        assertThat(profile.member()).isEqualTo("HarbourBrokers");
        assertThat(profile.genesisBlock())
                .isEqualTo(folder.resolve("../../genesis.block").normalize());
        assertThat(profile.gateways()).singleElement().satisfies(gateway -> {
            assertThat(gateway.host()).isEqualTo("127.0.0.1");
            assertThat(gateway.port()).isEqualTo(40_001);
            assertThat(gateway.tlsCa()).isEqualTo(folder.resolve("msp/tlscacerts/ca.pem"));
        });
        assertThat(profile.identity("trader").key()).isEqualTo(folder.resolve("users/t/key.pem"));
        assertThat(profile.identity("agent").passwordFile()).contains(folder.resolve("agent.password"));
        assertThat(profile.chaincodeServer()).contains("127.0.0.1:41001");
        assertThat(profile.agent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"channel\":\"clearing\",`          | ``                                   | channel",
                "`\"tlsCa\"`                          | `\"tlsCA\"`                          | gateways[0].tlsCA",
                "`127.0.0.1:40001`                    | `127.0.0.1`                          | gateways[0].address",
                "`127.0.0.1:40001`                    | `127.0.0.1:99999`                    | gateways[0].address",
                "`\"key\":\"users/t/key.pem\"`        | `\"key\":7`                          | identities.trader.key",
                "`\"chaincodeServer\":`               | `\"agent\":\"yes\",\"chaincodeServer\":` | agent",
                "`\"member\":\"HarbourBrokers\",\"channel\"` | `\"member\":\" \",\"channel\"` | member"
            })
    void a_wrong_field_is_named(String replace, String by, String field) throws Exception {
        Path file = write(GOOD.replace(replace, by));

        assertThatThrownBy(() -> ProfileReader.read(file)).isInstanceOfSatisfying(ProfileException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.file()).isEqualTo(file);
            assertThat(e).hasMessageStartingWith(file + ": " + field + ": ");
        });
    }

    @Test
    void a_doubled_field_is_refused_with_its_place() throws Exception {
        Path file = write(GOOD.replace("\"channel\":", "\"channel\":\"other\",\"channel\":"));

        assertThatThrownBy(() -> ProfileReader.read(file))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("Line 1");
    }

    @Test
    void an_absent_file_and_an_absent_identity_are_said_plainly() throws Exception {
        assertThatThrownBy(() -> ProfileReader.read(folder.resolve("none.json")))
                .hasMessageContaining("no such file");
        Profile profile = ProfileReader.read(write(GOOD));
        assertThatThrownBy(() -> profile.identity("treasurer")).hasMessageContaining("[agent, trader]");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("profile.json"), json);
    }
}
