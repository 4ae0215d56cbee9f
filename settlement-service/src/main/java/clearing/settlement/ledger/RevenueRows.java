package clearing.settlement.ledger;

import clearing.kernel.RevenueEffect;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a group of blocks did to revenue agreements. Single facts have no rows: they come by the million, and what is calculated with is the
 * sealed measure.
 */
final class RevenueRows {
    private final List<Told> told = new ArrayList<>();
    private final CopyRows statements =
            new CopyRows("revenue_statement", "agreement, period, hash, statement, pool, at, block, tx, effect, tx_id");
    private final CopyRows lines =
            new CopyRows("revenue_line", "agreement, period, place, member, amount, set_aside, withheld, paid");
    private final CopyRows escrow =
            new CopyRows("revenue_escrow", "block, tx, effect, place, agreement, kind, member, amount, period, day");

    /** An effect and where it stands. */
    private record Told(RevenueEffect effect, Instant at, String txId, long block, int tx, int ordinal) {}

    void take(RevenueEffect effect, Instant at, String txId, long block, int tx, int ordinal) {
        if (!(effect instanceof RevenueEffect.FactReported)) {
            told.add(new Told(effect, at, txId, block, tx, ordinal));
        }
    }

    void store(Connection connection) throws SQLException {
        for (Told one : told) {
            store(connection, one);
        }
        statements.write(connection);
        lines.write(connection);
        escrow.write(connection);
    }

    private void store(Connection connection, Told one) throws SQLException {
        switch (one.effect()) {
            case RevenueEffect.TermsSigned e -> signed(connection, one, e);
            case RevenueEffect.FactReported e -> {}
            case RevenueEffect.MeasureSealed e ->
                Rows.update(
                        connection,
                        "insert into revenue_measure (agreement, period, measure, sealed, word, by_member, at, block) values"
                                + " (?, ?, ?, ?, ?, ?, ?, ?) on conflict (agreement, period, measure) do update set sealed ="
                                + " excluded.sealed, word = excluded.word, by_member = excluded.by_member, at = excluded.at,"
                                + " block = excluded.block",
                        e.agreement(),
                        e.period().start(),
                        e.measure(),
                        e.now().encode(),
                        e.word().name(),
                        e.by(),
                        one.at(),
                        one.block());
            case RevenueEffect.LineDisputed e ->
                Rows.update(
                        connection,
                        "insert into revenue_dispute (agreement, period, clause, by_member, reason, answered, paid, at, block)"
                                + " values (?, ?, ?, ?, ?, '{}', false, ?, ?)",
                        e.agreement(),
                        e.period().start(),
                        e.clause(),
                        e.by(),
                        e.reason(),
                        one.at(),
                        one.block());
            case RevenueEffect.DisputeAnswered e -> answered(connection, one, e);
            case RevenueEffect.Calculated e -> calculated(one, e.statement());
            case RevenueEffect.ReserveReleased e ->
                moved(one, 0, "RELEASED", e.member(), -e.amount(), Optional.of(e.withheldFor()), day(one));
            case RevenueEffect.DrawingVoted e -> drawing(connection, one, e);
        }
    }

    /** Terms that are proposed anew take the place of what nobody had signed to the end, with its signatures. */
    private static void signed(Connection connection, Told one, RevenueEffect.TermsSigned e) throws SQLException {
        byte[] terms = e.terms().encode();
        byte[] hash = Bytes.sha256(terms);
        int version = e.terms().version();
        Rows.update(
                connection,
                "delete from revenue_signature s using revenue_terms t where s.agreement = ? and s.version = ? and"
                        + " t.agreement = s.agreement and t.version = s.version and t.hash <> ?",
                e.agreement(),
                version,
                hash);
        Rows.update(
                connection,
                "insert into revenue_terms (agreement, version, hash, terms, in_force, at, block) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (agreement, version) do update set hash = excluded.hash, terms = excluded.terms,"
                        + " in_force = excluded.in_force, at = excluded.at, block = excluded.block",
                e.agreement(),
                version,
                hash,
                terms,
                e.inForce(),
                one.at(),
                one.block());
        Rows.update(
                connection,
                "insert into revenue_signature (agreement, version, member, at, block, tx, effect) values (?, ?, ?, ?, ?, ?, ?)",
                e.agreement(),
                version,
                e.by(),
                one.at(),
                one.block(),
                one.tx(),
                one.ordinal());
    }

    private void answered(Connection connection, Told one, RevenueEffect.DisputeAnswered e) throws SQLException {
        Rows.update(
                connection,
                "update revenue_dispute set answered = array_append(array_remove(answered, ?), ?), paid = ?, block = ? where"
                        + " agreement = ? and period = ? and clause = ?",
                e.by(),
                e.by(),
                e.paid(),
                one.block(),
                e.agreement(),
                e.period().start(),
                e.clause());
        if (e.paid()) {
            int place = 0;
            for (RevenueCommand.Portion portion : e.amounts()) {
                moved(one, place++, "RESOLVED", portion.party(), -portion.amount(), Optional.of(e.period()), day(one));
            }
        }
    }

    /** What is written once goes by the load: thousands of agreements may be calculated in one night. */
    private void calculated(Told one, Statement s) {
        byte[] encoded = s.encode();
        statements.add(
                s.agreement(),
                s.period().start(),
                Bytes.sha256(encoded),
                encoded,
                s.pool(),
                Rows.utc(one.at()),
                one.block(),
                one.tx(),
                one.ordinal(),
                one.txId());
        Optional<Period> period = Optional.of(s.period());
        for (int i = 0; i < s.lines().size(); i++) {
            Statement.Line line = s.lines().get(i);
            lines.add(
                    s.agreement(),
                    s.period().start(),
                    i,
                    line.member(),
                    line.amount(),
                    line.setAside(),
                    line.withheld(),
                    line.paid());
            if (line.withheld() != 0) {
                moved(
                        one,
                        2 * i,
                        "WITHHELD",
                        line.member(),
                        line.withheld(),
                        period,
                        s.period().end());
            }
            if (line.setAside() != 0) {
                moved(
                        one,
                        2 * i + 1,
                        "SET_ASIDE",
                        line.member(),
                        line.setAside(),
                        period,
                        s.period().end());
            }
        }
    }

    private void drawing(Connection connection, Told one, RevenueEffect.DrawingVoted e) throws SQLException {
        Rows.update(
                connection,
                "insert into revenue_drawing as d (agreement, number, to_member, amount, reason, votes, drawn, at, block)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (agreement, number) do update set to_member ="
                        + " excluded.to_member, amount = excluded.amount, reason = excluded.reason, votes = case when"
                        + " (d.to_member, d.amount, d.reason) = (excluded.to_member, excluded.amount, excluded.reason) then"
                        + " d.votes || excluded.votes else excluded.votes end, drawn = excluded.drawn, at = excluded.at,"
                        + " block = excluded.block",
                e.agreement(),
                e.number(),
                e.to(),
                e.amount(),
                e.reason(),
                new String[] {e.by()},
                e.drawn(),
                one.at(),
                one.block());
        if (e.drawn()) {
            moved(one, 0, "DRAWN", e.to(), -e.amount(), Optional.empty(), day(one));
        }
    }

    private static LocalDate day(Told one) {
        return LocalDate.ofInstant(one.at(), ZoneOffset.UTC);
    }

    private void moved(
            Told one, int place, String kind, String member, long amount, Optional<Period> period, LocalDate day) {
        escrow.add(
                one.block(),
                one.tx(),
                one.ordinal(),
                place,
                one.effect().agreement(),
                kind,
                member,
                amount,
                period.map(Period::start),
                day);
    }
}
