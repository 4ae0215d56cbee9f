package clearing.settlement.desk.mandate;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.routing.Evidence;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * That a mandate was used for a break.
 *
 * @param proposal row number of the write-off, 0 before it is written
 */
public record Use(Mandate mandate, BreakFacts facts, long proposal) {
    /** Who has written it off, as history and audit log say. */
    String maker() {
        return "mandate " + mandate.id();
    }

    /**
     * Writes the write-offs, the uses and what happened to the breaks: a few statements, however many they are.
     *
     * @return the uses with their write-offs
     */
    static List<Use> written(Connection connection, Instant now, List<Use> uses) throws SQLException {
        if (uses.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> proposals = proposals(connection, now, uses);
        CopyRows rows = new CopyRows("mandate_use", "mandate_id, break_id, asset, minor, proposal_id, at");
        CopyRows events = new CopyRows("break_event", "break_id, at, by_whom, action, note, shared");
        List<Use> written = new ArrayList<>();
        for (Use each : uses) {
            BreakFacts facts = each.facts();
            Use use = new Use(each.mandate(), facts, proposals.getOrDefault(facts.id(), 0L));
            rows.add(use.mandate().id(), facts.id(), facts.asset(), facts.riskMinor(), use.proposal(), Rows.utc(now));
            events.add(
                    facts.id(),
                    Rows.utc(now),
                    use.maker(),
                    "APPROVED",
                    "proposal " + use.proposal() + ": " + use.mandate().reason(),
                    false);
            written.add(use);
        }
        rows.write(connection);
        events.write(connection);
        return written;
    }

    /** Their numbers by the break's. */
    private static Map<Long, Long> proposals(Connection connection, Instant now, List<Use> uses) throws SQLException {
        Map<Long, Long> numbers = new HashMap<>();
        Rows.list(
                        connection,
                        "insert into proposal (kind, state, break_id, account, asset, amount_minor, postings, bookings, evidence,"
                                + " reason, maker, at, approvals_needed, decided_at)"
                                + " select 'WRITE_OFF', 'APPROVED', u.break_id, b.account, b.asset, u.minor, b.postings, b.bookings,"
                                + " u.evidence, u.reason, u.maker, ?, 0, ? from unnest(?::bigint[], ?::numeric[], ?::text[], ?::text[],"
                                + " ?::text[]) with ordinality as u (break_id, minor, evidence, reason, maker, place)"
                                + " join break b on b.id = u.break_id order by u.place returning id, break_id",
                        List.of(
                                now,
                                now,
                                uses.stream().map(use -> use.facts().id()).toArray(Long[]::new),
                                uses.stream()
                                        .map(use -> use.facts().riskMinor())
                                        .toArray(BigDecimal[]::new),
                                uses.stream()
                                        .map(use -> Evidence.of(use.facts()))
                                        .toArray(String[]::new),
                                uses.stream().map(use -> use.mandate().reason()).toArray(String[]::new),
                                uses.stream().map(Use::maker).toArray(String[]::new)),
                        row -> Map.entry(row.getLong(2), row.getLong(1)))
                .forEach(made -> numbers.put(made.getKey(), made.getValue()));
        return numbers;
    }
}
