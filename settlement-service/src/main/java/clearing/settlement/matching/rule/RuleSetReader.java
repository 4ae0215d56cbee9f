package clearing.settlement.matching.rule;

import clearing.reconcile.rule.Aliases;
import clearing.reconcile.rule.FieldsRule;
import clearing.reconcile.rule.GroupRule;
import clearing.reconcile.rule.Head;
import clearing.reconcile.rule.RateRule;
import clearing.reconcile.rule.ReferenceRule;
import clearing.reconcile.rule.ReversalRule;
import clearing.reconcile.rule.Rule;
import clearing.reconcile.rule.RuleSet;
import clearing.reconcile.rule.SubsetRule;
import clearing.reconcile.rule.TextPattern;
import clearing.reconcile.rule.TextRule;
import clearing.reconcile.rule.Tolerance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a rule set: {@code {"aliases": {"name as written": "name that is meant"}, "rules": [{"name", "type", "account", "asset",
 * "mode", ...}]}}. Amounts are whole minor units. Strict: what is not known, missing or out of bounds is refused with its place.
 */
public final class RuleSetReader {
    private static final int MOST_RULES = 50;
    private static final int MOST_ALIASES = 5_000;
    private static final int MOST_RATES = 50;
    private static final long MOST_MINOR = 1_000_000_000_000_000L;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.-]{0,64}\\*?");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Set<String> TAKEN = Set.of("reference", "cancelled-in-books", "manual");

    private enum Type {
        REFERENCE,
        FIELDS,
        TEXT,
        GROUP,
        SUBSET,
        RATE,
        REVERSAL
    }

    private enum Mode {
        AUTOMATIC,
        SUGGEST
    }

    private enum Counterparty {
        REQUIRED,
        OPTIONAL
    }

    private RuleSetReader() {}

    /**
     * @param version that its matches will carry
     * @throws BadRuleSet with the place of the first fault
     */
    public static RuleSet read(int version, JsonObject json) {
        Part whole = new Part(json, "");
        Map<String, String> aliases = new HashMap<>();
        whole.object("aliases").ifPresent(part -> {
            if (part.names().size() > MOST_ALIASES) {
                throw whole.bad("aliases", "holds " + MOST_ALIASES + " names at most.");
            }
            part.names().forEach(name -> aliases.put(name, part.text(name)));
        });
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Part part : whole.objects("rules", MOST_RULES)) {
            Rule rule = rule(part);
            part.done();
            if (TAKEN.contains(rule.head().name()) || !names.add(rule.head().name())) {
                throw part.bad("name", "is taken: " + rule.head().name() + ".");
            }
            rules.add(rule);
        }
        whole.done();
        return new RuleSet(version, rules, new Aliases(aliases));
    }

    private static Rule rule(Part part) {
        Head head = head(part);
        return switch (part.choice("type", Type.class)) {
            case REFERENCE -> new ReferenceRule(head, tolerance(part), part.flag("groups", false));
            case FIELDS ->
                new FieldsRule(head, tolerance(part), counterparty(part), part.flag("onlyWithoutReference", false));
            case TEXT -> new TextRule(head, pattern(part), tolerance(part));
            case GROUP -> group(head, part);
            case SUBSET ->
                new SubsetRule(
                        head,
                        (int) part.number("maxItems", 2, 30, 5),
                        (int) part.number("maxCandidates", 2, 30, 20),
                        days(part),
                        counterparty(part));
            case RATE -> new RateRule(head, rates(part), (int) part.number("bandBasisPoints", 0, 1_000, 0), days(part));
            case REVERSAL -> new ReversalRule(head, days(part));
        };
    }

    private static Head head(Part part) {
        String name = part.text("name");
        if (!NAME.matcher(name).matches()) {
            throw part.bad("name", "is of small letters, digits and hyphens, 40 at most.");
        }
        return new Head(
                name, scope(part, "account"), scope(part, "asset"), part.choice("mode", Mode.class) == Mode.AUTOMATIC);
    }

    private static String scope(Part part, String field) {
        String scope = part.text(field, "*");
        if (!SCOPE.matcher(scope).matches()) {
            throw part.bad(field, "is a name, or its beginning with *.");
        }
        return scope;
    }

    private static boolean counterparty(Part part) {
        return part.choice("counterparty", Counterparty.class, Counterparty.REQUIRED) == Counterparty.REQUIRED;
    }

    private static int days(Part part) {
        return (int) part.number("businessDays", 0, 30, 0);
    }

    private static TextPattern pattern(Part part) {
        String pattern = part.text("pattern");
        try {
            return new TextPattern(pattern);
        } catch (IllegalArgumentException e) {
            throw part.bad("pattern", "cannot be used: " + e.getMessage() + ".");
        }
    }

    private static GroupRule group(Head head, Part part) {
        Set<String> by = new HashSet<>();
        JsonArray given = part.array("by", 2);
        for (int i = 0; i < given.size(); i++) {
            if (!(given.getValue(i) instanceof String text)
                    || !(text.equals("COUNTERPARTY") || text.equals("VALUE_DATE"))
                    || !by.add(text)) {
                throw part.bad("by[" + i + "]", "is COUNTERPARTY or VALUE_DATE, each once.");
            }
        }
        return new GroupRule(head, tolerance(part), by.contains("COUNTERPARTY"), by.contains("VALUE_DATE"), (int)
                part.number("maxItems", 3, 1_000, 100));
    }

    private static List<RateRule.Rate> rates(Part part) {
        List<RateRule.Rate> rates = new ArrayList<>();
        for (Part each : part.objects("rates", MOST_RATES)) {
            String rate = each.text("rate");
            if (!RATE.matcher(rate).matches() || new BigDecimal(rate).signum() == 0) {
                throw each.bad("rate", "is a number above 0 as text, such as 7.7950.");
            }
            BigDecimal number = new BigDecimal(rate);
            rates.add(new RateRule.Rate(
                    each.text("from"), each.text("to"), number.unscaledValue(), BigInteger.TEN.pow(number.scale())));
            each.done();
        }
        return rates;
    }

    private static Tolerance tolerance(Part rule) {
        return rule.object("tolerance")
                .map(part -> {
                    Tolerance tolerance = new Tolerance(
                            part.number("amountMinor", 0, MOST_MINOR, 0),
                            (int) part.number("basisPoints", 0, 10_000, 0),
                            days(part),
                            part.object("fee").map(RuleSetReader::fee).orElse(Tolerance.Fee.NONE));
                    part.done();
                    return tolerance;
                })
                .orElse(Tolerance.NONE);
    }

    private static Tolerance.Fee fee(Part part) {
        long least = part.number("leastMinor", 0, MOST_MINOR, 0);
        Tolerance.Fee fee = new Tolerance.Fee(least, part.number("mostMinor", Math.max(1, least), MOST_MINOR, -1), (int)
                part.number("mostBasisPoints", 0, 10_000, 10_000));
        part.done();
        return fee;
    }
}
