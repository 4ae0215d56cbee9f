package clearing.settlement.desk.policy;

import clearing.settlement.desk.Owner;
import clearing.settlement.desk.Severity;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the desk works. Rules of a kind are taken in order, and the first that fits counts.
 *
 * @param reference the currency in which amounts of different assets are compared
 * @param groups users of each group
 * @param severity rules; medium where none fits
 * @param serviceLevels one for each severity
 * @param routing rules for breaks that open
 * @param escalation rules for breaks that age; each that fits escalates a break once
 * @param authority who may decide how much
 * @param acceptAlone how much of a suggestion one person accepts; where no rule fits, another person decides
 */
public record Policy(
        Optional<Reference> reference,
        SortedMap<String, List<String>> groups,
        List<SeverityRule> severity,
        SortedMap<Severity, ServiceLevel> serviceLevels,
        List<RoutingRule> routing,
        List<EscalationRule> escalation,
        List<AuthorityRule> authority,
        List<AcceptRule> acceptAlone) {

    public Policy {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        severity = List.copyOf(severity);
        serviceLevels = Collections.unmodifiableSortedMap(new TreeMap<>(serviceLevels));
        routing = List.copyOf(routing);
        escalation = List.copyOf(escalation);
        authority = List.copyOf(authority);
        acceptAlone = List.copyOf(acceptAlone);
        for (Severity each : Severity.values()) {
            if (!serviceLevels.containsKey(each)) {
                throw new IllegalArgumentException("there is no service level for " + each);
            }
        }
    }

    /**
     * A reference currency.
     *
     * @param rates units of it for one unit of an asset, above zero
     */
    public record Reference(String currency, SortedMap<String, BigDecimal> rates) {
        public Reference {
            rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
        }

        /** An amount of the asset in the reference currency, in its scale, rounded half to even; empty without a rate. */
        public Optional<BigDecimal> value(String asset, BigDecimal amount, int scale) {
            BigDecimal rate = asset.equals(currency) ? BigDecimal.ONE : rates.get(asset);
            return Optional.ofNullable(rate)
                    .map(r -> amount.multiply(r).setScale(scale, java.math.RoundingMode.HALF_EVEN));
        }
    }

    /** How severe a break is that the condition fits. */
    public record SeverityRule(Condition when, Severity severity) {}

    /**
     * Where a break goes that the condition fits.
     *
     * @param labels JSON array of labels as the API has them
     * @param severity in place of what the rules of severity say
     * @param mail who is told of it: addresses, or names of groups or users
     */
    public record RoutingRule(
            String name,
            Condition when,
            Owner owner,
            List<LabelText> labels,
            Optional<Severity> severity,
            List<String> mail) {
        public RoutingRule {
            labels = List.copyOf(labels);
            mail = List.copyOf(mail);
        }
    }

    /** A label with its colour. */
    public record LabelText(String text, String colour) {}

    /**
     * What happens to a break that nobody resolved.
     *
     * @param afterBusinessDays as soon as it has that age
     * @param onBreach as soon as its service level is breached
     * @param severity least severity that it then has
     * @param mail who is told of it: addresses, or names of groups or users
     */
    public record EscalationRule(
            String name,
            Condition when,
            Optional<Integer> afterBusinessDays,
            boolean onBreach,
            Owner owner,
            Optional<Severity> severity,
            List<String> mail) {
        public EscalationRule {
            mail = List.copyOf(mail);
        }
    }

    /**
     * How much a role may decide.
     *
     * @param role word of a role
     * @param kinds of proposals
     * @param asset or {@code *}
     * @param alone up to this, one approver is enough
     * @param together up to this, two are; above it nobody decides
     */
    public record AuthorityRule(
            String role, List<String> kinds, String asset, BigDecimal alone, Optional<BigDecimal> together) {
        public AuthorityRule {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * Up to how much a role accepts a suggestion alone.
     *
     * @param asset or {@code *}, which counts for assets that no other rule of the role names
     * @param upTo in units of the asset
     */
    public record AcceptRule(String role, String asset, BigDecimal upTo) {}

    /** Whether somebody of these roles accepts so much without another person. */
    public boolean acceptsAlone(Collection<String> roles, String asset, BigDecimal amount) {
        return roles.stream().anyMatch(role -> {
            List<AcceptRule> own = acceptAlone.stream()
                    .filter(rule -> rule.role().equals(role))
                    .toList();
            Optional<AcceptRule> counts = own.stream()
                    .filter(rule -> rule.asset().equals(asset))
                    .findFirst()
                    .or(() -> own.stream()
                            .filter(rule -> rule.asset().equals("*"))
                            .findFirst());
            return counts.filter(rule -> amount.compareTo(rule.upTo()) <= 0).isPresent();
        });
    }

    /** Severity by the rules of severity alone. */
    public Severity severityOf(Condition.Subject subject) {
        return severity.stream()
                .filter(rule -> rule.when().holds(subject))
                .findFirst()
                .map(SeverityRule::severity)
                .orElse(Severity.MEDIUM);
    }

    /** The service level of a severity. */
    public ServiceLevel serviceLevel(Severity of) {
        return Optional.ofNullable(serviceLevels.get(of))
                .orElseThrow(() -> new IllegalStateException("no service level for " + of));
    }

    /** Names that a rule tells by mail, each with the members of the group that it is. */
    public SequencedMap<String, List<String>> told(List<String> mail) {
        SequencedMap<String, List<String>> all = new LinkedHashMap<>();
        mail.forEach(named -> all.put(named, groups.getOrDefault(named, List.of())));
        return all;
    }

    /** The first routing rule that fits. */
    public Optional<RoutingRule> route(Condition.Subject subject) {
        return routing.stream().filter(rule -> rule.when().holds(subject)).findFirst();
    }
}
