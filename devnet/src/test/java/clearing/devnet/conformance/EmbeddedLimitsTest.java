package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.details;
import static clearing.devnet.conformance.Contracts.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Fabric has and the embedded ledger does not: it says so instead of ignoring it. docs/devnet.md lists the same. */
class EmbeddedLimitsTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    @Test
    void private_data_is_refused_and_not_ignored() throws Exception {
        refused("privateData");
    }

    @Test
    void a_policy_of_a_key_is_refused_and_not_ignored() throws Exception {
        refused("keyPolicy", "k");
    }

    private static void refused(String function, String... arguments) throws Exception {
        try (var client = LEDGER.client("MeridianBank", "treasurer")) {
            var failure = catchThrowableOfType(
                    GatewayException.class, () -> evaluate(client.contract(), function, arguments));

            assertThat(details(failure)).isNotEmpty().allMatch(text -> text.contains("returned with failure"));
        }
    }
}
