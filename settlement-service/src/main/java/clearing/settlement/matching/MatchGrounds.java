package clearing.settlement.matching;

import clearing.reconcile.Grounds;
import clearing.reconcile.Tolerated;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.matching.Verdicts.NewMatch;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Writes beside a new match what it rests on, where that is more than equal references. */
final class MatchGrounds {
    private MatchGrounds() {}

    /** After the matches' own rows. */
    static void write(Connection connection, Verdicts verdicts, Map<Items, Long> matchIds) throws SQLException {
        for (NewMatch made : verdicts.matches().values()) {
            Grounds grounds = made.verdict().grounds();
            Long id = matchIds.get(made.items());
            if (grounds.agreement().isEmpty() || id == null) {
                continue;
            }
            BigInteger own = grounds.tolerated().stream()
                    .filter(t -> t.key().equals(made.verdict().key()))
                    .map(Tolerated::minor)
                    .findFirst()
                    .orElse(BigInteger.ZERO);
            Rows.update(
                    connection,
                    "update match set minor = (select coalesce(sum(p.minor), 0) from posting p where p.id = any(match.postings)"
                            + " and p.account = match.account and p.asset = match.asset), tolerated_minor = ?,"
                            + " evidence = ?::jsonb, agreement_id = (select a.id from agreement a where a.engine_key = ?"
                            + " and a.undone_at is null) where id = ?",
                    new BigDecimal(own),
                    EvidenceJson.of(grounds.evidence()).encode(),
                    grounds.agreement(),
                    id);
            for (Tolerated each : grounds.tolerated()) {
                Rows.update(
                        connection,
                        "insert into match_tolerated (match_id, account, asset, minor) values (?, ?, ?, ?)",
                        id,
                        each.key().account(),
                        each.key().asset(),
                        new BigDecimal(each.minor()));
            }
        }
    }
}
