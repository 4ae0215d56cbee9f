package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.VerifiedBlock;
import clearing.client.revenue.report.AgreementRecord;
import clearing.client.revenue.report.EscrowMove;
import clearing.kernel.revenue.run.Statement;
import clearing.settlement.revenue.RevenueReader;
import clearing.settlement.revenue.TermsVersion;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tail keeps of agreements. */
class RevenueProjectionTest {
    private final List<VerifiedBlock> blocks = RevenueDay.chain().blocks();

    @Test
    void agreements_runs_and_escrow_are_kept_as_they_stand_on_the_ledger() throws InterruptedException {
        try (Tailed tailed = followed(TestDatabases.fresh(), blocks)) {
            tailed.database().read(connection -> {
                RevenueReader reader =
                        new RevenueReader(connection, tailed.tail().chaincode());
                assertThat(reader.versions(RevenueDay.PROPOSED).getFirst().inForce())
                        .isFalse();
                TermsVersion version = reader.versions(RevenueDay.AGREEMENT).getFirst();
                assertThat(version.inForce()).isTrue();
                assertThat(version.signatures())
                        .extracting(TermsVersion.Signature::member)
                        .containsExactly(SimulatedChain.HARBOUR, SimulatedChain.LOTUS, SimulatedChain.BANK);
                AgreementRecord record = reader.record(RevenueDay.AGREEMENT).orElseThrow();
                assertThat(record.runs().keySet())
                        .extracting(period -> period.start())
                        .containsExactly(RevenueDay.FIRST, RevenueDay.FIRST.plusDays(1));
                // 35 % of 10,000.00, of which 5 % are withheld; then 30 % of 7,777.77 set aside, with 350.00 of a
                // true-up.
                assertThat(record.moves())
                        .extracting(EscrowMove::kind, EscrowMove::amount)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(EscrowMove.Kind.WITHHELD, 175_00L),
                                org.assertj.core.groups.Tuple.tuple(EscrowMove.Kind.WITHHELD, 17_50L),
                                org.assertj.core.groups.Tuple.tuple(EscrowMove.Kind.SET_ASIDE, 2_333_33L));
                assertThat(record.disputes()).singleElement().satisfies(dispute -> {
                    assertThat(dispute.clause()).isEqualTo("FEE-SHARE");
                    assertThat(dispute.paid()).isFalse();
                });
                assertThat(reader.parts(RevenueDay.AGREEMENT, RevenueDay.FIRST, "fee"))
                        .isEqualTo(1);
                assertThat(reader.sealed(RevenueDay.AGREEMENT, RevenueDay.FIRST.plusDays(2), "fee")
                                .orElseThrow()
                                .challenges())
                        .containsExactly(java.util.Map.entry(SimulatedChain.LOTUS, "too low"));
                return true;
            });
        }
    }

    @Test
    void lines_are_those_of_the_statements() throws InterruptedException {
        try (Tailed tailed = followed(TestDatabases.fresh(), blocks)) {
            List<Long> amounts = tailed.database()
                    .read(connection -> clearing.settlement.store.Rows.list(
                            connection,
                            "select amount from revenue_line where agreement = ? order by period, place",
                            List.of(RevenueDay.AGREEMENT),
                            row -> row.getLong(1)));
            assertThat(amounts).containsExactly(6_500_00L, 3_500_00L, 6_094_44L, 2_683_33L);
            tailed.database().read(connection -> {
                for (AgreementRecord.Run run : new RevenueReader(
                                connection, tailed.tail().chaincode())
                        .record(RevenueDay.AGREEMENT)
                        .orElseThrow()
                        .runs()
                        .values()) {
                    Statement s = run.statement();
                    long trueUps = s.trueUps().stream()
                            .mapToLong(Statement.TrueUp::pool)
                            .sum();
                    assertThat(s.lines().stream()
                                    .mapToLong(Statement.Line::amount)
                                    .sum())
                            .isEqualTo(s.pool() + trueUps);
                }
                return true;
            });
        }
    }

    @Test
    void a_restart_after_every_block_leaves_the_same_tables() throws InterruptedException {
        String straight;
        try (Tailed tailed = followed(TestDatabases.fresh(), blocks)) {
            straight = tailed.contents();
        }
        DatabaseAddress address = TestDatabases.fresh();
        for (int height = blocks.size() / 2; height < blocks.size(); height += 3) {
            followed(address, blocks.subList(0, height)).close();
        }
        try (Tailed tailed = followed(address, blocks)) {
            assertThat(tailed.contents()).isEqualTo(straight);
        }
    }

    private static Tailed followed(DatabaseAddress address, List<VerifiedBlock> blocks) throws InterruptedException {
        Tailed tailed = new Tailed(address, blocks, FailPoints.NONE);
        tailed.awaitHeight(blocks.size() - 1L);
        return tailed;
    }
}
