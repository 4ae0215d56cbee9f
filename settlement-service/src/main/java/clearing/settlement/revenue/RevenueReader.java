package clearing.settlement.revenue;

import clearing.client.revenue.report.AgreementRecord;
import clearing.client.revenue.report.EscrowMove;
import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads agreements, measures and statements. */
public final class RevenueReader {
    private static final String RUN = "select statement, tx_id, block from revenue_statement";

    private final Connection connection;
    private final String chaincode;

    /** @param chaincode namespace of the contract in the verified state */
    public RevenueReader(Connection connection, String chaincode) {
        this.connection = connection;
        this.chaincode = chaincode;
    }

    /** All versions that were proposed, by number; none for an agreement that nobody has proposed. */
    public List<TermsVersion> versions(String agreement) throws SQLException {
        return Rows.list(
                connection,
                "select * from revenue_terms where agreement = ? order by version",
                List.of(agreement),
                row -> new TermsVersion(
                        Terms.decode(row.getBytes("terms")),
                        Blob.of(row.getBytes("hash")),
                        row.getBoolean("in_force"),
                        signatures(agreement, row.getInt("version"))));
    }

    private List<TermsVersion.Signature> signatures(String agreement, int version) throws SQLException {
        return Rows.list(
                connection,
                "select member, at from revenue_signature where agreement = ? and version = ? order by block, tx, effect",
                List.of(agreement, version),
                row -> new TermsVersion.Signature(row.getString("member"), Rows.instant(row, "at")));
    }

    /** Terms in force, by version. */
    public static SortedMap<Integer, Terms> inForce(List<TermsVersion> versions) {
        SortedMap<Integer, Terms> terms = new TreeMap<>();
        versions.stream()
                .filter(TermsVersion::inForce)
                .forEach(version -> terms.put(version.terms().version(), version.terms()));
        return terms;
    }

    /** Where its calculation stands; empty before a version is in force. */
    public Optional<RevenueBook> book(String agreement) throws SQLException {
        return Rows.first(
                connection,
                "select value from state where namespace = ? and key = ?",
                List.of(chaincode, Keys.revenueBook(agreement)),
                row -> RevenueBook.decode(row.getBytes(1)));
    }

    /** A measure as it is sealed. */
    public Optional<SealedMeasure> sealed(String agreement, LocalDate period, String measure) throws SQLException {
        return Rows.first(
                connection,
                "select sealed from revenue_measure where agreement = ? and period = ? and measure = ?",
                List.of(agreement, period, measure),
                row -> SealedMeasure.decode(row.getBytes(1)));
    }

    /** How many parts of a measure have been reported. */
    public long parts(String agreement, LocalDate period, String measure) throws SQLException {
        String first = Keys.fact(agreement, period, measure, 0);
        String prefix = first.substring(0, first.length() - Integer.toString(0).length());
        String parts = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        // The character behind the slash ends the range; a superseded part has one slash more.
        return Rows.number(
                connection,
                "select count(*) from state where namespace = ? and key >= ? and key < ? and position('/' in substr(key, ?)) = 0",
                chaincode,
                parts,
                parts.substring(0, parts.length() - 1) + "0",
                parts.length() + 1);
    }

    public Optional<AgreementRecord.Run> run(String agreement, LocalDate period) throws SQLException {
        return Rows.first(
                connection,
                RUN + " where agreement = ? and period = ?",
                List.of(agreement, period),
                RevenueReader::run);
    }

    /** Newest first. */
    public List<AgreementRecord.Run> runs(String agreement, LocalDate before, int most) throws SQLException {
        return Rows.list(
                connection,
                RUN + " where agreement = ? and period < ? order by period desc limit ?",
                List.of(agreement, before, most),
                RevenueReader::run);
    }

    private static AgreementRecord.Run run(ResultSet row) throws SQLException {
        return new AgreementRecord.Run(
                Statement.decode(row.getBytes("statement")), row.getString("tx_id"), row.getLong("block"));
    }

    public List<EscrowMove> moves(String agreement, Cycle cycle) throws SQLException {
        return Rows.list(
                connection,
                "select * from revenue_escrow where agreement = ? order by block, tx, effect, place",
                List.of(agreement),
                row -> new EscrowMove(
                        EscrowMove.Kind.valueOf(row.getString("kind")),
                        row.getString("member"),
                        row.getLong("amount"),
                        Optional.ofNullable(row.getObject("period", LocalDate.class))
                                .map(start -> new Period(cycle, start)),
                        row.getObject("day", LocalDate.class)));
    }

    public List<AgreementRecord.DisputedLine> disputes(String agreement, Cycle cycle) throws SQLException {
        return Rows.list(
                connection,
                "select * from revenue_dispute where agreement = ? order by period, clause",
                List.of(agreement),
                row -> new AgreementRecord.DisputedLine(
                        new Period(cycle, row.getObject("period", LocalDate.class)),
                        row.getString("clause"),
                        row.getString("by_member"),
                        row.getString("reason"),
                        row.getBoolean("paid")));
    }

    /** Parties that have said who gets what was set aside. */
    public List<String> answered(String agreement, LocalDate period, String clause) throws SQLException {
        return Rows.first(
                        connection,
                        "select answered from revenue_dispute where agreement = ? and period = ? and clause = ?",
                        List.of(agreement, period, clause),
                        row -> List.of((String[]) row.getArray(1).getArray()))
                .orElse(List.of());
    }

    /** All of an agreement, for reports; empty while no version is in force. */
    public Optional<AgreementRecord> record(String agreement) throws SQLException {
        SortedMap<Integer, Terms> terms = inForce(versions(agreement));
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        Cycle cycle = terms.sequencedValues().getLast().cycle();
        SortedMap<Period, AgreementRecord.Run> runs = new TreeMap<>();
        for (AgreementRecord.Run run : runs(agreement, LocalDate.of(9999, 12, 31), Integer.MAX_VALUE)) {
            runs.put(run.statement().period(), run);
        }
        return Optional.of(
                new AgreementRecord(agreement, terms, runs, moves(agreement, cycle), disputes(agreement, cycle)));
    }
}
