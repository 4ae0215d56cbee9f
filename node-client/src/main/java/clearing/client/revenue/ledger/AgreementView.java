package clearing.client.revenue.ledger;

import clearing.client.trade.LedgerView;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.EscrowBook;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One agreement as the chain holds it. */
public final class AgreementView {
    private final LedgerView ledger;
    private final String id;

    private AgreementView(LedgerView ledger, String id) {
        this.ledger = ledger;
        this.id = id;
    }

    /** Ids of all agreements, proposed ones too. */
    public static SortedSet<String> ids(LedgerView ledger) {
        SortedSet<String> ids = new TreeSet<>();
        String prefix = Keys.REVENUE_PREFIX + "T/";
        ledger.under(prefix).keySet().forEach(key -> {
            String rest = key.substring(prefix.length());
            ids.add(rest.substring(0, rest.indexOf('/')));
        });
        return ids;
    }

    /** The agreement, or empty where nothing of that id was ever proposed. */
    public static Optional<AgreementView> find(LedgerView ledger, String id) {
        return ids(ledger).contains(id) ? Optional.of(new AgreementView(ledger, id)) : Optional.empty();
    }

    public String id() {
        return id;
    }

    /** Which versions are in force; empty while the first waits for signatures. */
    public Optional<Agreement> agreement() {
        return ledger.get(Keys.agreement(id)).map(Agreement::decode);
    }

    /** All versions, in force or proposed, by number. */
    public SortedMap<Integer, SignedTerms> versions() {
        SortedMap<Integer, SignedTerms> versions = new TreeMap<>();
        ledger.under(Keys.REVENUE_PREFIX + "T/" + id + "/").values().forEach(bytes -> {
            SignedTerms signed = SignedTerms.decode(bytes);
            versions.put(signed.terms().version(), signed);
        });
        return versions;
    }

    /** The version that waits for signatures. */
    public Optional<SignedTerms> proposed() {
        int inForce = agreement().map(a -> a.last().number()).orElse(0);
        return Optional.ofNullable(versions().get(inForce + 1));
    }

    /** Terms that are in force or were, by version. */
    public SortedMap<Integer, Terms> terms() {
        SortedMap<Integer, Terms> terms = new TreeMap<>();
        int inForce = agreement().map(a -> a.last().number()).orElse(0);
        versions().headMap(inForce + 1).forEach((version, signed) -> terms.put(version, signed.terms()));
        return terms;
    }

    /** Who still has to sign a proposed version. */
    public SortedSet<String> missing(SignedTerms proposed) {
        SortedSet<String> members = proposed.terms().signatories();
        SortedMap<Integer, Terms> inForce = terms();
        if (!inForce.isEmpty()) {
            members.addAll(inForce.sequencedValues().getLast().signatories());
        }
        members.removeAll(proposed.members());
        return members;
    }

    /** Where the calculation stands; empty while nothing is in force. */
    public Optional<RevenueBook> book() {
        return ledger.get(Keys.revenueBook(id)).map(RevenueBook::decode);
    }

    public Optional<Statement> statement(Period period) {
        return ledger.get(Keys.revenueStatement(id, period.start())).map(Statement::decode);
    }

    /** All statements, oldest first. */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        ledger.under(Keys.REVENUE_PREFIX + "S/" + id + "/")
                .values()
                .forEach(bytes -> statements.add(Statement.decode(bytes)));
        return statements;
    }

    public EscrowBook escrow() {
        return ledger.get(Keys.escrow(id)).map(EscrowBook::decode).orElse(new EscrowBook(0, List.of()));
    }

    public Optional<SealedMeasure> measure(Period period, String measure) {
        return ledger.get(Keys.measure(id, period.start(), measure)).map(SealedMeasure::decode);
    }

    /** Decimals of the constitution's assets. */
    public static Scales scales(Constitution constitution) {
        return asset -> constitution.assetOf(asset).map(a -> a.scale()).orElse(0);
    }
}
