package clearing.books;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The balances of a statement by their type. Opening is OPBD, else the previous closing PRCD; closing is CLBD. A page in the middle
 * of a statement has interim balances (ITBD) in their place, the first one opening and the last one closing. A bank that states
 * nothing booked at all, but what was available at both ends (OPAV, CLAV), is held to these: they have to fit the entries like any.
 * One that states no booked balance but the closing has no opening: what it was follows from the entries.
 * Available, forward, expected and informational balances beside booked ones are of other matters: they are kept as stated.
 */
final class CamtBalances {
    private static final List<String> BOOKED = List.of("OPBD", "PRCD", "CLBD", "ITBD");

    private final String asset;
    private final int scale;
    private final Optional<ZoneId> zone;
    private final Location statement;
    private final int page;
    private final List<Node> nodes;
    private final Map<String, List<Node>> byType = new HashMap<>();

    CamtBalances(String asset, int scale, Optional<ZoneId> zone, Location statement, int page, List<Node> nodes) {
        this.asset = asset;
        this.scale = scale;
        this.zone = zone;
        this.nodes = nodes;
        this.statement = statement;
        this.page = page;
        for (Node node : nodes) {
            byType.computeIfAbsent(type(node), k -> new ArrayList<>()).add(node);
        }
    }

    /** All that have a day, whatever their type and currency. */
    List<StatedBalance> stated() {
        List<StatedBalance> stated = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            if (node.only("Dt").isEmpty()) {
                continue;
            }
            Node amount = node.require("Amt");
            CamtAmounts.requireDecimal(amount);
            stated.add(new StatedBalance(
                    type(node),
                    Node.firstOf(node, List.of("Tp/SubTp/Cd", "Tp/SubTp/Prtry"), n -> n.text),
                    amount.currency,
                    (CamtAmounts.isCreditBalance(node) ? "" : "-") + CamtAmounts.plain(amount),
                    CamtAmounts.date(node.require("Dt"), zone)));
        }
        return stated;
    }

    private static String type(Node node) {
        return Node.firstOf(node, List.of("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry"), n -> n.text);
    }

    /** False when a closing balance stands alone. */
    boolean hasOpening() {
        return page > 1
                || of("CLBD").isEmpty()
                || !(of("OPBD").isEmpty() && of("PRCD").isEmpty() && of("ITBD").isEmpty());
    }

    Balance opening() {
        List<Node> found = of("OPBD");
        if (found.isEmpty()) {
            found = of("PRCD");
        }
        if (found.isEmpty() && (page > 1 || of("ITBD").size() > 1)) {
            return read(of("ITBD").isEmpty() ? absent("OPBD") : of("ITBD").getFirst());
        }
        return read(one(found.isEmpty() && onlyAvailable() ? of("OPAV") : found, "OPBD"));
    }

    Balance closing() {
        return read(closingNode());
    }

    Location closingLocation() {
        return closingNode().location;
    }

    private Node closingNode() {
        List<Node> found = of("CLBD");
        if (found.isEmpty() && !of("ITBD").isEmpty()) {
            return of("ITBD").getLast();
        }
        return one(found.isEmpty() && onlyAvailable() ? of("CLAV") : found, "CLBD");
    }

    private boolean onlyAvailable() {
        return BOOKED.stream().allMatch(type -> of(type).isEmpty())
                && !of("OPAV").isEmpty()
                && !of("CLAV").isEmpty();
    }

    private List<Node> of(String type) {
        return byType.getOrDefault(type, List.of());
    }

    private Node one(List<Node> found, String type) {
        if (found.isEmpty()) {
            return absent(type);
        }
        if (found.size() > 1 && found.stream().anyMatch(node -> !read(node).equals(read(found.getFirst())))) {
            throw new BooksException(
                    ProblemCode.FIELD_DUPLICATE,
                    found.get(1).location,
                    "Bal",
                    "There is more than one balance " + type + ".");
        }
        return found.getFirst();
    }

    private Node absent(String type) {
        throw new BooksException(
                ProblemCode.BALANCE_MISSING, statement, "Bal", "The statement has no balance " + type + ".");
    }

    private Balance read(Node node) {
        return new Balance(CamtAmounts.balance(node, asset, scale), CamtAmounts.date(node.require("Dt"), zone));
    }
}
