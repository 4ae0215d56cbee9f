package clearing.settlement.matching;

import clearing.reconcile.Grounds;
import clearing.reconcile.Tolerated;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.matching.Verdicts.NewMatch;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Writes beside a new match what it rests on, where that is more than equal references. */
final class MatchGrounds {
    private MatchGrounds() {}

    private static final String UPDATE =
            "update match_fact set minor = (select coalesce(sum(p.minor), 0) from posting p where p.id = any(match_fact.postings)"
                    + " and p.account = match_fact.account and p.asset = match_fact.asset), tolerated_minor = ?,"
                    + " evidence = ?::jsonb, agreement_id = (select a.id from agreement a where a.engine_key = ?"
                    + " and a.undone_at is null) where id = ?";

    /** After the matches' own rows. */
    static void write(Connection connection, Verdicts verdicts, Map<Items, Long> matchIds) throws SQLException {
        CopyRows tolerated = new CopyRows("match_tolerated", "match_id, account, asset, minor");
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (NewMatch made : verdicts.matches().values()) {
                Grounds grounds = made.verdict().grounds();
                Long id = matchIds.get(made.items());
                if (grounds.agreement().isEmpty() || id == null) {
                    continue;
                }
                BigDecimal own = BigDecimal.ZERO;
                for (Tolerated each : grounds.tolerated()) {
                    BigDecimal minor = new BigDecimal(each.minor());
                    own = each.key().equals(made.verdict().key()) ? minor : own;
                    tolerated.add(id, each.key().account(), each.key().asset(), minor);
                }
                update.setBigDecimal(1, own);
                update.setString(2, EvidenceJson.of(grounds.evidence()).encode());
                update.setString(3, grounds.agreement());
                update.setLong(4, id);
                update.addBatch();
            }
            update.executeBatch();
        }
        tolerated.write(connection);
    }
}
