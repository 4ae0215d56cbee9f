package clearing.settlement.desk.policy;

import clearing.settlement.desk.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * When a rule fits a break: all that are given must hold. An empty list names nothing and so excludes nothing.
 *
 * @param minAmount least amount at risk, in units of the break's own asset
 * @param minReference least amount at risk in the reference currency; never holds where the asset has no rate
 */
public record Condition(
        List<String> kinds,
        List<String> accounts,
        List<String> assets,
        List<String> counterparties,
        Optional<BigDecimal> minAmount,
        Optional<BigDecimal> minReference,
        Optional<Integer> minBusinessAge,
        Optional<Severity> minSeverity) {
    /** Always holds. */
    public static final Condition ALWAYS = new Condition(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Condition {
        kinds = List.copyOf(kinds);
        accounts = List.copyOf(accounts);
        assets = List.copyOf(assets);
        counterparties = List.copyOf(counterparties);
    }

    /**
     * What rules ask of a break.
     *
     * @param amount at risk, in units of its asset
     * @param reference the same in the reference currency, where the asset has a rate
     */
    public record Subject(
            String kind,
            String account,
            String asset,
            String counterparty,
            BigDecimal amount,
            Optional<BigDecimal> reference,
            int businessAge,
            Severity severity) {
        /** The same with another severity. */
        public Subject with(Severity other) {
            return new Subject(kind, account, asset, counterparty, amount, reference, businessAge, other);
        }
    }

    /** Whether it holds. */
    public boolean holds(Subject subject) {
        return named(kinds, subject.kind())
                && named(accounts, subject.account())
                && named(assets, subject.asset())
                && named(counterparties, subject.counterparty())
                && minAmount
                        .map(least -> subject.amount().compareTo(least) >= 0)
                        .orElse(true)
                && minReference
                        .map(least -> subject.reference()
                                .map(at -> at.compareTo(least) >= 0)
                                .orElse(false))
                        .orElse(true)
                && minBusinessAge.map(least -> subject.businessAge() >= least).orElse(true)
                && minSeverity
                        .map(least -> subject.severity().compareTo(least) >= 0)
                        .orElse(true);
    }

    private static boolean named(List<String> names, String name) {
        return names.isEmpty() || names.contains(name);
    }
}
