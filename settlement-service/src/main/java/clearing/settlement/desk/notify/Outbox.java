package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What is to be told, written in the transaction of what it tells of. */
public final class Outbox {
    private final String member;
    private final List<Channel> channels;

    /**
     * @param member whose desk it is
     * @param channels who is told; perhaps nobody
     */
    public Outbox(String member, List<Channel> channels) {
        this.member = member;
        this.channels = List.copyOf(channels);
    }

    List<Channel> channels() {
        return channels;
    }

    /**
     * Writes what each channel that hears of it will be told.
     *
     * @param text in words; no amounts, as they leave the house
     */
    public void tell(
            Connection connection, Instant at, DeskEvent event, long breakId, Severity severity, String by, String text)
            throws SQLException {
        for (Channel channel : channels) {
            if (!channel.hears(event, severity)) {
                continue;
            }
            JsonObject body = new JsonObject()
                    .put("member", member)
                    .put("event", event.name())
                    .put("at", at.toString())
                    .put("breakId", breakId)
                    .put("severity", severity.name())
                    .put("by", by)
                    .put("text", text);
            Rows.update(
                    connection,
                    "insert into notification (event, channel, break_id, body, at, state, next_at)"
                            + " values (?, ?, ?, ?::jsonb, ?, 'WAITING', ?)",
                    event.name(),
                    channel.name(),
                    breakId,
                    body.encode(),
                    at,
                    at);
        }
    }
}
