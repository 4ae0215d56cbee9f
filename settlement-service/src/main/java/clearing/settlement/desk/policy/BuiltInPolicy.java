package clearing.settlement.desk.policy;

import clearing.settlement.desk.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Version 0: what holds until a member approves a policy of its own. */
final class BuiltInPolicy {
    private static final BigDecimal MILLION = new BigDecimal("1000000");
    private static final BigDecimal BILLION = new BigDecimal("1000000000");
    private static final List<String> EVERY_PROPOSAL =
            List.of("FORCE_MATCH", "WRITE_OFF", "ADJUSTMENT", "UNDO_MATCH", "REVERSAL");

    private BuiltInPolicy() {}

    /**
     * A wrong side, account or currency and what never settled are high, as the money is elsewhere; what differs in words alone is low;
     * the rest is medium. A million units and a month of age make anything critical.
     */
    static Policy policy() {
        return new Policy(
                Optional.empty(),
                new TreeMap<>(),
                List.of(
                        new Policy.SeverityRule(amount(MILLION), Severity.CRITICAL),
                        new Policy.SeverityRule(age(31), Severity.CRITICAL),
                        new Policy.SeverityRule(
                                kinds("SIGN_DIFFERS", "ACCOUNT_DIFFERS", "CURRENCY_DIFFERS", "UNSETTLED_ON_CHAIN"),
                                Severity.HIGH),
                        new Policy.SeverityRule(age(6), Severity.HIGH),
                        new Policy.SeverityRule(
                                kinds("REFERENCE_DIFFERS", "COUNTERPARTY_DIFFERS", "DATE_DIFFERS", "LATE_IN_BOOKS"),
                                Severity.LOW)),
                new TreeMap<>(Map.of(
                        Severity.LOW, new ServiceLevel.Days(10),
                        Severity.MEDIUM, new ServiceLevel.Days(3),
                        Severity.HIGH, new ServiceLevel.Days(1),
                        Severity.CRITICAL, new ServiceLevel.Hours(4))),
                List.of(),
                List.of(),
                List.of(new Policy.AuthorityRule("approver", EVERY_PROPOSAL, "*", MILLION, Optional.of(BILLION))),
                List.of(
                        new Policy.AcceptRule("operator", "*", MILLION),
                        new Policy.AcceptRule("approver", "*", MILLION)));
    }

    private static Condition kinds(String... kinds) {
        return new Condition(
                List.of(kinds),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Condition amount(BigDecimal least) {
        return new Condition(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(least),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Condition age(int days) {
        return new Condition(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(days),
                Optional.empty());
    }
}
