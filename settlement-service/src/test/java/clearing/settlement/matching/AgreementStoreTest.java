package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.books.BooksFormat;
import clearing.client.chain.VerifiedBlock;
import clearing.reconcile.AccountKey;
import clearing.reconcile.AgreementRefused;
import clearing.reconcile.Rules;
import clearing.reconcile.Tolerated;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agreements in a real database: what is stored, what survives a restart, what is left of one that was undone. */
final class AgreementStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final AccountKey HKD = new AccountKey("HOUSE", "HKD");
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(2, 20).blocks();

    private Tailed tailed;
    private Reconciliation reconciliation;

    @BeforeEach
    void start() throws InterruptedException {
        tailed = new Tailed(TestDatabases.fresh(), BLOCKS, FailPoints.NONE);
        reconciliation = tailed.reconciliation();
        tailed.awaitHeight(BLOCKS.size() - 1L);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        // T0-0 is 1.00 on the chain and T0-1 is -1.01; the books paid a fee of 0.05 and give other references.
        byte[] file = TestBooks.statement("S1", "0.00", "-0.06", List.of("WIRE-A,0.95", "WIRE-B,-1.01"))
                .getBytes(StandardCharsets.UTF_8);
        new Ingestion(
                        tailed.database(),
                        reconciliation,
                        TestBooks.reader(tailed.scales()),
                        new AuditLog(clock),
                        clock,
                        FailPoints.NONE)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "books.csv", file), true);
    }

    @AfterEach
    void stop() {
        TallyCheck.requireExact(tailed.database());
        tailed.close();
    }

    private String text(String sql) {
        return tailed.database()
                .read(connection -> String.join(" | ", Rows.list(connection, sql, List.of(), row -> row.getString(1))));
    }

    private long posting(String reference) {
        return Long.parseLong(text("select id from posting where reference = '" + reference + "' and account = 'HOUSE'"
                + " and asset = 'HKD'"));
    }

    private long agree(Reconciliation on, NewAgreement made) {
        return on.inTransaction(NOW, unit -> {
            long id = unit.agree(made);
            assertThat(unit.store().matched()).isEqualTo(1);
            return id;
        });
    }

    private static NewAgreement fee(long posting, long entry, long minor) {
        return NewAgreement.byHand(
                List.of(posting),
                List.of(entry),
                List.of(new Tolerated(HKD, BigInteger.valueOf(minor))),
                "operator",
                "approver",
                "bank fee");
    }

    private Reconciliation restarted() {
        return new Reconciliation(
                tailed.database(), Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR);
    }

    @Test
    void an_agreement_is_a_match_that_survives_a_restart_and_leaves_a_trace_when_undone() {
        long id = agree(reconciliation, fee(posting("T0-0"), 1, 5));

        assertThat(text(
                        "select concat_ws(' ', rule, rule_version, minor, tolerated_minor, agreement_id, postings, bookings)"
                                + " from match where withdrawn_at is null"))
                .isEqualTo("manual 0 100 5 " + id + " {" + posting("T0-0") + "} {1}");
        assertThat(text("select concat_ws(' ', account, asset, minor) from match_tolerated"))
                .isEqualTo("HOUSE HKD 5");
        assertThat(text("select evidence->>'reason' from match where agreement_id is not null"))
                .isEqualTo("bank fee");
        assertThat(text("select status || ' ' || match_id from book_entry where id = 1"))
                .isEqualTo(text("select status || ' ' || match_id from posting where reference = 'T0-0'"
                        + " and asset = 'HKD' and account = 'HOUSE'"));

        Reconciliation restarted = restarted();
        restarted.inTransaction(NOW, unit -> {
            unit.undo(id, "operator", Optional.of("approver"), "wrong entry");
            return unit.store();
        });

        assertThat(text("select withdrawn_because from match where agreement_id = " + id))
                .isEqualTo("the agreement was undone");
        assertThat(text("select concat_ws(' ', made_by, approved_by, undone_by, undo_approved_by, undone_because)"
                        + " from agreement"))
                .isEqualTo("operator approver operator approver wrong entry");
        assertThat(text("select status::text from book_entry where id = 1")).isEqualTo("0");
        agree(restarted, fee(posting("T0-0"), 1, 5));
        assertThat(text("select count(*) from agreement")).isEqualTo("2");
    }

    @Test
    void a_refused_agreement_leaves_nothing_behind() {
        agree(reconciliation, fee(posting("T0-0"), 1, 5));
        String before = text("select concat_ws(' ', a::text) from agreement a") + text("select m::text from match m");

        refused(AgreementRefused.Reason.ALREADY_MATCHED, fee(posting("T0-1"), 1, -196));
        refused(AgreementRefused.Reason.UNBALANCED, fee(posting("T0-1"), 2, 1));
        refused(AgreementRefused.Reason.UNKNOWN_ITEM, fee(posting("T0-1"), 3, 1));
        assertThatExceptionOfType(AgreementRefused.class)
                .isThrownBy(() -> reconciliation.inTransaction(NOW, unit -> {
                    unit.undo(9, "operator", Optional.empty(), "no such");
                    return unit.store();
                }));

        assertThat(text("select concat_ws(' ', a::text) from agreement a") + text("select m::text from match m"))
                .isEqualTo(before);
        NewAgreement whole = NewAgreement.byHand(
                List.of(posting("T0-1")), List.of(2L), List.of(), "operator", "approver", "other reference");
        assertThat(agree(reconciliation, whole)).isEqualTo(2);
    }

    private void refused(AgreementRefused.Reason reason, NewAgreement made) {
        assertThatExceptionOfType(AgreementRefused.class)
                .isThrownBy(() -> reconciliation.inTransaction(NOW, unit -> unit.agree(made)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
