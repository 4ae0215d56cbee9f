package clearing.generate;

import static clearing.generate.MemberFiles.field;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An independent little ledger over the files of a day: matches the two sides' trades, settles them gross with a hard floor in
 * a given order, and posts. It shares no code with the generator.
 */
final class ChainModel {
    private static final List<String> ECONOMICS = List.of(
            "kind",
            "asset",
            "quantity",
            "settlement_asset",
            "settlement_amount",
            "trade_date",
            "value_date",
            "priority",
            "reverses");

    record Move(String member, String account, String asset, BigDecimal amount, String counterparty) {}

    record Posted(
            String member,
            String account,
            String asset,
            BigDecimal amount,
            String reference,
            String counterparty,
            String valueDate) {}

    final String date;
    final Map<String, String> states = new TreeMap<>();
    final Map<String, BigDecimal> balances = new TreeMap<>();
    final Map<String, BigDecimal> openings = new TreeMap<>();
    final List<Posted> postings = new ArrayList<>();
    private final Map<String, Map<String, String>> affirmed = new LinkedHashMap<>();

    ChainModel(Path day, List<String> members, String date) throws IOException {
        this.date = date;
        Map<String, Map<String, String>> sells = new LinkedHashMap<>();
        Map<String, Map<String, String>> buys = new LinkedHashMap<>();
        for (String member : members) {
            for (Map<String, String> row : MemberFiles.csv(day.resolve(member).resolve("trades.csv"))) {
                Map<String, String> owned = new LinkedHashMap<>(row);
                owned.put("member", member);
                Map<String, Map<String, String>> side = field(row, "side").equals("SELL") ? sells : buys;
                if (side.put(field(row, "reference"), owned) != null) {
                    throw new AssertionError("reference twice on one side: " + row);
                }
            }
            Path funding = day.resolve(member).resolve("funding.csv");
            if (Files.exists(funding)) {
                MemberFiles.csv(funding).forEach(this::fund);
            }
        }
        sells.forEach((reference, sell) -> match(reference, sell, buys.get(reference)));
    }

    private void fund(Map<String, String> row) {
        boolean in = field(row, "operation").equals("DEPOSIT");
        BigDecimal amount = new BigDecimal(field(row, "amount"));
        Move move = new Move(
                field(row, "member"),
                field(row, "account"),
                field(row, "asset"),
                in ? amount : amount.negate(),
                "MeridianBank");
        if (field(row, "value_date").compareTo(date) < 0) {
            openings.merge(cell(move), move.amount(), BigDecimal::add);
            balances.merge(cell(move), move.amount(), BigDecimal::add);
        } else {
            post(move, field(row, "reference"), field(row, "value_date"));
        }
    }

    private void match(
            String reference, Map<String, String> sell, @org.jspecify.annotations.Nullable Map<String, String> buy) {
        boolean alike = buy != null
                && ECONOMICS.stream().allMatch(column -> field(sell, column).equals(field(buy, column)))
                && field(sell, "member").equals(field(buy, "counterparty"))
                && field(buy, "member").equals(field(sell, "counterparty"))
                && field(sell, "account").equals(field(buy, "counterparty_account"))
                && field(buy, "account").equals(field(sell, "counterparty_account"));
        states.put(reference, alike ? "AFFIRMED" : "REJECTED");
        if (alike) {
            affirmed.put(reference, sell);
        }
    }

    /** Settles in an order drawn from the seed, going round until nothing more settles; the rest fails. */
    void settle(long seed) {
        List<String> queue = new ArrayList<>(affirmed.keySet());
        Collections.shuffle(queue, new Random(seed));
        boolean moved = true;
        while (moved) {
            moved = queue.removeIf(this::trySettle);
        }
        queue.forEach(reference -> states.put(reference, "FAILED"));
    }

    private boolean trySettle(String reference) {
        Map<String, String> trade = affirmed.get(reference);
        if (trade == null) {
            throw new AssertionError(reference);
        }
        String reverses = field(trade, "reverses");
        if (!reverses.isEmpty() && !"SETTLED".equals(states.get(reverses))) {
            return false;
        }
        List<Move> moves = moves(trade);
        Map<String, BigDecimal> after = new HashMap<>();
        for (Move move : moves) {
            after.merge(
                    cell(move),
                    balances.getOrDefault(cell(move), BigDecimal.ZERO).add(move.amount()),
                    (a, b) -> {
                        throw new AssertionError("two moves in one account: " + reference);
                    });
        }
        if (after.values().stream().anyMatch(balance -> balance.signum() < 0)) {
            return false;
        }
        moves.forEach(move -> post(move, reference, field(trade, "value_date")));
        states.put(reference, "SETTLED");
        return true;
    }

    private static List<Move> moves(Map<String, String> trade) {
        List<Move> moves = new ArrayList<>();
        String seller = field(trade, "member");
        String buyer = field(trade, "counterparty");
        String sellerAccount = field(trade, "account");
        String buyerAccount = field(trade, "counterparty_account");
        BigDecimal quantity = new BigDecimal(field(trade, "quantity"));
        moves.add(new Move(seller, sellerAccount, field(trade, "asset"), quantity.negate(), buyer));
        moves.add(new Move(buyer, buyerAccount, field(trade, "asset"), quantity, seller));
        if (!field(trade, "settlement_asset").isEmpty()) {
            BigDecimal amount = new BigDecimal(field(trade, "settlement_amount"));
            moves.add(new Move(buyer, buyerAccount, field(trade, "settlement_asset"), amount.negate(), seller));
            moves.add(new Move(seller, sellerAccount, field(trade, "settlement_asset"), amount, buyer));
        }
        return moves;
    }

    private void post(Move move, String reference, String valueDate) {
        balances.merge(cell(move), move.amount(), BigDecimal::add);
        postings.add(new Posted(
                move.member(), move.account(), move.asset(), move.amount(), reference, move.counterparty(), valueDate));
    }

    private static String cell(Move move) {
        return move.member() + " " + move.account() + " " + move.asset();
    }
}
