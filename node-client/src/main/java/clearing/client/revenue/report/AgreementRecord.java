package clearing.client.revenue.report;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the ledger says of an agreement.
 *
 * @param versions terms that came into force, by version
 * @param runs by period
 * @param moves into escrow and out of it, in the ledger's order
 */
public record AgreementRecord(
        String agreement,
        SortedMap<Integer, Terms> versions,
        SortedMap<Period, Run> runs,
        List<EscrowMove> moves,
        List<DisputedLine> disputes) {
    public AgreementRecord {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        moves = List.copyOf(moves);
        disputes = List.copyOf(disputes);
    }

    /** The terms of the last version in force. */
    public Terms last() {
        return versions.sequencedValues().getLast();
    }

    /** A calculated period and the transaction that wrote its statement. */
    public record Run(Statement statement, String txId, long block) {
        /** SHA-256 of the statement's bytes. */
        public Blob hash() {
            return Blob.of(Bytes.sha256(statement.encode()));
        }
    }

    /** @param paid whether all parties have said the same of what was set aside, so that it was paid */
    public record DisputedLine(Period period, String clause, String by, String reason, boolean paid) {}
}
