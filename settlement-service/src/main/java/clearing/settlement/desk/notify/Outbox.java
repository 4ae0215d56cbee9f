package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be told, written in the transaction of what it tells of: one row for each webhook and each mailbox. */
public final class Outbox {
    private final String member;
    private final List<Channel> channels;
    private final Mailing mailing;

    /**
     * @param member whose desk it is
     * @param channels who is told by webhook; perhaps nobody
     * @param mailing who may be told by mail
     */
    public Outbox(String member, List<Channel> channels, Mailing mailing) {
        this.member = member;
        this.channels = List.copyOf(channels);
        this.mailing = mailing;
    }

    /** Who may be told by mail. */
    public Mailing mailing() {
        return mailing;
    }

    /** Whom a row tells, if that is told still. */
    Optional<Target> target(String name) {
        Optional<Target> mailbox = Mailbox.named(name).filter(mailing::allows).map(Target.class::cast);
        return mailbox.or(
                () -> channels.stream().filter(each -> each.name().equals(name)).findFirst());
    }

    /**
     * Writes what each that hears of it will be told.
     *
     * @param text in words; no amounts, as they leave the house
     */
    public void tell(
            Connection connection, Instant at, DeskEvent event, long breakId, Severity severity, String by, String text)
            throws SQLException {
        tell(connection, at, event, breakId, severity, by, text, Map.of());
    }

    /**
     * The same, and those whom a rule of the policy names.
     *
     * @param mail addresses, users and groups by name, with the members of groups
     */
    public void tell(
            Connection connection,
            Instant at,
            DeskEvent event,
            long breakId,
            Severity severity,
            String by,
            String text,
            Map<String, List<String>> mail)
            throws SQLException {
        Set<Target> targets = new LinkedHashSet<>();
        channels.stream().filter(each -> each.hears(event, severity)).forEach(targets::add);
        targets.addAll(mailing.hearing(event, severity));
        mail.forEach((named, members) -> targets.addAll(mailing.reached(named, members)));
        for (Target target : targets) {
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
                    target.name(),
                    breakId,
                    body.encode(),
                    at,
                    at);
        }
    }
}
