package clearing.settlement.desk.work;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Breaks that may have the same cause: of the same reference, of a posting of the same trade, of the same amount in the same
 * account and asset, or of the same kind with the same counterparty. Looked for where indices lead, newest first.
 */
public final class SimilarBreaks {
    private static final int SHOWN = 10;

    private SimilarBreaks() {}

    /** Those like this one, with what they have in common. */
    public static JsonArray of(Connection connection, BreakFacts facts) throws SQLException {
        JsonArray all = new JsonArray();
        Rows.list(
                        connection,
                        "select b.*, (b.reference = ? and b.reference <> '') as by_reference,"
                                + " (b.account = ? and b.asset = ? and b.risk_minor = ?) as by_amount,"
                                + " (b.counterparty = ? and b.counterparty <> '' and b.kind = ?) as by_party,"
                                + " (b.postings && (select coalesce(array_agg(q.id), '{}') from posting_fact q where q.trade ="
                                + " any(array(select p.trade from posting_fact p where p.id = any(?))))) as by_trade"
                                + " from break b where b.id <> ? and ((b.reference = ? and b.reference <> '')"
                                + " or (b.account = ? and b.asset = ? and b.counterparty = ? and (b.kind = ? or b.risk_minor = ?)))"
                                + " order by b.id desc limit ?",
                        List.of(
                                facts.reference(),
                                facts.account(),
                                facts.asset(),
                                facts.riskMinor(),
                                facts.counterparty(),
                                facts.kind(),
                                facts.postings().toArray(Long[]::new),
                                facts.id(),
                                facts.reference(),
                                facts.account(),
                                facts.asset(),
                                facts.counterparty(),
                                facts.kind(),
                                facts.riskMinor(),
                                SHOWN),
                        row -> {
                            JsonArray because = new JsonArray();
                            add(because, "REFERENCE", row.getBoolean("by_reference"));
                            add(because, "TRADE", row.getBoolean("by_trade"));
                            add(because, "AMOUNT", row.getBoolean("by_amount"));
                            add(because, "COUNTERPARTY", row.getBoolean("by_party"));
                            BreakFacts like = BreakFacts.of(row);
                            return new JsonObject()
                                    .put("id", like.id())
                                    .put("kind", like.kind())
                                    .put("state", like.state().name())
                                    .put("reference", like.reference())
                                    .put("because", because);
                        })
                .forEach(all::add);
        return all;
    }

    private static void add(JsonArray because, String word, boolean holds) {
        if (holds) {
            because.add(word);
        }
    }
}
