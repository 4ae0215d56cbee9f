package clearing.settlement.desk.routing;

import clearing.kernel.calendar.BusinessDays;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.BreakState;
import clearing.settlement.desk.History;
import clearing.settlement.desk.Owner;
import clearing.settlement.desk.Severity;
import clearing.settlement.desk.age.Calendars;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Condition;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.desk.policy.Policy;
import clearing.settlement.desk.proposal.StaleProposals;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to breaks without anybody, in one transaction: age, severity, owner and due time of new ones, the end of what was proposed
 * on changed ones, breach and escalation of old ones. A function of the rows, the policy in force and the time given.
 */
final class Treatment {
    private final Connection connection;
    private final Instant now;
    private final Policies.InForce policy;
    private final Calendars calendars;
    private final Scales scales;
    private final Outbox outbox;
    private final List<Treated> rows = new ArrayList<>();
    private int routed;
    private int escalated;
    private int breached;

    Treatment(
            Connection connection,
            Instant now,
            Policies.InForce policy,
            Calendars calendars,
            Scales scales,
            Outbox outbox) {
        this.connection = connection;
        this.now = now;
        this.policy = policy;
        this.calendars = calendars;
        this.scales = scales;
        this.outbox = outbox;
    }

    /** What it did, for the audit log; empty when nothing is to be told. */
    Optional<String> told() {
        return routed + escalated + breached == 0
                ? Optional.empty()
                : Optional.of("policy " + policy.version() + ": " + routed + " routed, " + escalated + " escalated, "
                        + breached + " breached");
    }

    void treat(List<BreakFacts> all) throws SQLException {
        Set<String> done = escalations(all);
        for (BreakFacts facts : all) {
            if (facts.state() == BreakState.RESOLVED) {
                StaleProposals.end(connection, now, facts, "the break is resolved");
            } else {
                one(facts, done);
            }
        }
        TreatedRows.write(connection, now, rows);
    }

    private Set<String> escalations(List<BreakFacts> all) throws SQLException {
        if (policy.policy().escalation().isEmpty()) {
            return Set.of();
        }
        Long[] ids = all.stream().map(BreakFacts::id).toArray(Long[]::new);
        return new HashSet<>(Rows.list(
                connection,
                "select break_id, rule from break_escalation where break_id = any(?)",
                List.of((Object) ids),
                row -> row.getLong(1) + " " + row.getString(2)));
    }

    /** How a break stands while rules work on it. */
    private static final class Standing {
        private Owner owner;
        private Optional<String> previous = Optional.empty();
        private Optional<Severity> routedSeverity;
        private List<Policy.LabelText> labels = List.of();

        private Standing(BreakFacts facts) {
            owner = facts.owner();
            routedSeverity = facts.routedSeverity();
        }

        private void give(Owner to) {
            if (!to.isNobody() && !to.equals(owner)) {
                previous = owner.name();
                owner = to;
            }
        }
    }

    private void one(BreakFacts facts, Set<String> done) throws SQLException {
        String evidence = Evidence.of(facts);
        boolean isNew = facts.evidence().isEmpty();
        if (!isNew && !evidence.equals(facts.evidence())) {
            StaleProposals.end(connection, now, facts, "its items have changed");
        }
        BusinessDays days = calendars.of(facts.asset());
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        int age = Math.max(0, days.between(LocalDate.ofInstant(facts.openedAt(), ZoneOffset.UTC), today));
        Condition.Subject subject = subject(facts, age);
        Severity found = policy.policy().severityOf(subject);
        Standing standing = new Standing(facts);
        if (isNew) {
            route(facts, subject.with(found), standing);
        }
        Severity severity = standing.routedSeverity.orElse(found);
        boolean late = !policy.policy()
                .serviceLevel(severity)
                .due(facts.openedAt(), days)
                .isAfter(now);
        boolean nowBreached = late && !facts.breached();
        boolean isBreached = late || facts.breached();
        if (nowBreached) {
            breached++;
            History.note(connection, facts.id(), now, "service", "SLA_BREACHED", severity.name());
            outbox.tell(
                    connection, now, DeskEvent.SLA_BREACHED, facts.id(), severity, "service", "not resolved in time");
        }
        severity = escalate(facts, subject.with(severity), isBreached, standing, done);
        if (!isNew && severity != facts.severity()) {
            History.note(
                    connection, facts.id(), now, "service", "SEVERITY", facts.severity() + ", now " + severity.name());
        }
        Optional<String> reference = policy.policy().reference().map(Policy.Reference::currency);
        rows.add(new Treated(
                facts.id(),
                standing.owner,
                standing.previous,
                severity,
                standing.routedSeverity,
                subject.reference().isPresent() ? reference : Optional.empty(),
                subject.reference(),
                age,
                today,
                policy.policy().serviceLevel(severity).due(facts.openedAt(), days),
                isBreached,
                standing.labels,
                evidence));
    }

    private Condition.Subject subject(BreakFacts facts, int age) {
        BigDecimal amount =
                facts.riskMinor().movePointLeft(scales.scale(facts.asset()).orElse(0));
        return new Condition.Subject(
                facts.kind(),
                facts.account(),
                facts.asset(),
                facts.counterparty(),
                amount,
                policy.policy()
                        .reference()
                        .flatMap(r -> r.value(
                                facts.asset(),
                                amount,
                                scales.scale(r.currency()).orElse(2))),
                age,
                Severity.LOW);
    }

    private void route(BreakFacts facts, Condition.Subject subject, Standing standing) throws SQLException {
        Optional<Policy.RoutingRule> fitting = policy.policy().route(subject);
        if (fitting.isEmpty()) {
            return;
        }
        Policy.RoutingRule rule = fitting.get();
        routed++;
        standing.give(rule.owner());
        standing.routedSeverity = rule.severity();
        standing.labels = rule.labels();
        String to = rule.owner().name().map(name -> " to " + name).orElse("");
        History.note(connection, facts.id(), now, "service", "ROUTED", by(rule.name()) + to);
        if (!rule.owner().isNobody() || !rule.mail().isEmpty()) {
            DeskEvent event = rule.owner().isNobody() ? DeskEvent.ROUTED : DeskEvent.ASSIGNED;
            Severity severity = rule.severity().orElse(subject.severity());
            tell(event, facts, severity, by(rule.name()) + to, rule.mail());
        }
    }

    private Severity escalate(
            BreakFacts facts, Condition.Subject subject, boolean isBreached, Standing standing, Set<String> done)
            throws SQLException {
        Condition.Subject at = subject;
        for (Policy.EscalationRule rule : policy.policy().escalation()) {
            boolean due = rule.onBreach()
                    ? isBreached
                    : rule.afterBusinessDays()
                            .map(after -> subject.businessAge() >= after)
                            .orElse(false);
            if (!due
                    || done.contains(facts.id() + " " + rule.name())
                    || !rule.when().holds(at)) {
                continue;
            }
            escalated++;
            standing.give(rule.owner());
            Severity least = rule.severity().orElse(at.severity());
            if (least.compareTo(at.severity()) > 0) {
                standing.routedSeverity = Optional.of(least);
                at = at.with(least);
            }
            Rows.update(
                    connection,
                    "insert into break_escalation (break_id, rule, policy_version, at) values (?, ?, ?, ?)",
                    facts.id(),
                    rule.name(),
                    policy.version(),
                    now);
            String to = rule.owner().name().map(name -> " to " + name).orElse("");
            History.note(connection, facts.id(), now, "service", "ESCALATED", by(rule.name()) + to);
            tell(DeskEvent.ESCALATED, facts, at.severity(), by(rule.name()) + to, rule.mail());
        }
        return at.severity();
    }

    private void tell(DeskEvent event, BreakFacts facts, Severity severity, String text, List<String> mail)
            throws SQLException {
        outbox.tell(
                connection,
                now,
                event,
                facts.id(),
                severity,
                "service",
                text,
                policy.policy().told(mail));
    }

    private String by(String rule) {
        return "rule " + rule + " of policy " + policy.version();
    }
}
