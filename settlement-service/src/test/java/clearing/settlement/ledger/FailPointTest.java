package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.VerifiedBlock;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import clearing.settlement.store.Victims;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dying at each named place of the consumer loses nothing and doubles nothing. */
class FailPointTest {
    private static final int PATIENCE_SECONDS = 120;
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(3, 20).blocks();

    /** The process that dies. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            DatabaseAddress address = new DatabaseAddress(args[0], args[1], System.getenv(Victims.PASSWORD));
            try (Tailed tailed = new Tailed(address, SimulatedChain.day(3, 20).blocks(), FailPoints.fromProperty())) {
                tailed.awaitHeight(BLOCKS.size() - 1L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C1", "C2", "C3", "C4", "C5", "C6"})
    void dying_there_loses_and_doubles_nothing(String point) throws IOException, InterruptedException {
        DatabaseAddress address = TestDatabases.fresh();
        assertThat(Victims.die(Victim.class, address, point, PATIENCE_SECONDS)).isEqualTo(Victims.KILLED);
        try (Tailed tailed = new Tailed(address, BLOCKS, FailPoints.NONE)) {
            tailed.awaitHeight(BLOCKS.size() - 1L);
            assertThat(tailed.database().<Long>read(c -> Rows.number(c, "select count(*) from trade where state = 4")))
                    .isEqualTo(60);
            assertThat(tailed.database().<Long>read(c -> Rows.number(c, "select count(*) from posting")))
                    .isEqualTo(61);
            assertThat(tailed.database().<Long>read(c -> Rows.number(c, "select count(*) from block")))
                    .isEqualTo(BLOCKS.size());
            assertThat(tailed.database()
                            .<Long>read(c -> Rows.number(
                                    c,
                                    "select sum(minor) - (select sum(available + held) from position where member = '"
                                            + SimulatedChain.HARBOUR + "' and kind = 'HELD') from posting")))
                    .isZero();
        }
    }
}
