package clearing.kernel.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The oracle: what the ledger should come to, written again from the rules in the plainest way, with big integers and names instead
 * of pages and numbers. It shares no code with the kernel.
 */
final class Model {
    private static final int PASSES = 16;

    /** Value by "member/account/asset". */
    final Map<String, BigInteger> available = new HashMap<>();

    final Map<String, BigInteger> held = new HashMap<>();
    final Map<String, BigInteger> issued = new HashMap<>();
    final Map<String, Deal> deals = new HashMap<>();
    /** How far a position may be below zero, by "member/account/asset". */
    final Map<String, BigInteger> caps = new HashMap<>();
    /** What one may have given another net on a day, by "giver>taker/asset". */
    final Map<String, BigInteger> limits = new HashMap<>();
    /** Pages that the last whole round found short, by "author/counterparty/number". */
    final Set<String> listed = new TreeSet<>();

    private final Map<String, BigInteger> given = new HashMap<>();
    private final Map<String, String> deposits = new HashMap<>();
    private final Map<String, Payout> payouts = new HashMap<>();

    /** One trade; mutable, as the model keeps one object per trade. */
    static final class Deal {
        final String id;
        final String deliverer;
        final String receiver;
        final String asset;
        final BigInteger amount;
        final Optional<String> paymentAsset;
        final BigInteger payment;
        final boolean urgent;
        final int dueDay;
        final Optional<String> reverses;
        /** The deal that this one replaces when it is affirmed. */
        Optional<String> amends = Optional.empty();

        String state = "ALLEGED";
        boolean named;
        boolean authorAsks;
        boolean counterpartyAsks;

        /** @param deliverer "member/account", as the receiver */
        Deal(
                String id,
                String deliverer,
                String receiver,
                String asset,
                long amount,
                Optional<String> paymentAsset,
                long payment,
                boolean urgent,
                int dueDay,
                Optional<String> reverses) {
            this.id = id;
            this.deliverer = deliverer;
            this.receiver = receiver;
            this.asset = asset;
            this.amount = BigInteger.valueOf(amount);
            this.paymentAsset = paymentAsset;
            this.payment = BigInteger.valueOf(payment);
            this.urgent = urgent;
            this.dueDay = dueDay;
            this.reverses = reverses;
        }

        boolean isFinal() {
            return !state.equals("ALLEGED") && !state.equals("AFFIRMED") && !state.equals("QUEUED");
        }
    }

    private static final class Payout {
        final String slot;
        final String asset;
        final BigInteger amount;
        String state = "REQUESTED";

        Payout(String slot, String asset, BigInteger amount) {
            this.slot = slot;
            this.asset = asset;
            this.amount = amount;
        }
    }

    BigInteger available(String account, String asset) {
        return available.getOrDefault(account + "/" + asset, BigInteger.ZERO);
    }

    /** What a position has and may go below zero. */
    BigInteger spendable(String account, String asset) {
        return available(account, asset).add(caps.getOrDefault(account + "/" + asset, BigInteger.ZERO));
    }

    /** What is left today of a limit of "giver>taker/asset". */
    BigInteger left(String limit, int today) {
        return limits.getOrDefault(limit, BigInteger.ZERO)
                .subtract(given.getOrDefault(today + "|" + limit, BigInteger.ZERO));
    }

    static String limit(String from, String to, String asset) {
        return from.split("/")[0] + ">" + to.split("/")[0] + "/" + asset;
    }

    void deposit(String reference, String account, String asset, long amount) {
        String terms = account + "|" + asset + "|" + amount;
        if (deposits.putIfAbsent(reference, terms) == null) {
            add(available, account + "/" + asset, BigInteger.valueOf(amount));
            add(issued, asset, BigInteger.valueOf(amount));
        }
    }

    void requestPayout(String member, String reference, String account, String asset, long amount) {
        BigInteger value = BigInteger.valueOf(amount);
        String id = member + "#" + reference;
        if (payouts.containsKey(id) || available(account, asset).compareTo(value) < 0) {
            return;
        }
        payouts.put(id, new Payout(account + "/" + asset, asset, value));
        add(available, account + "/" + asset, value.negate());
        add(held, account + "/" + asset, value);
    }

    void attestPayout(String member, String reference, boolean paid) {
        Payout payout = payouts.get(member + "#" + reference);
        if (payout == null || !payout.state.equals("REQUESTED")) {
            return;
        }
        if (paid && issued.getOrDefault(payout.asset, BigInteger.ZERO).compareTo(payout.amount) < 0) {
            return;
        }
        payout.state = paid ? "PAID" : "DECLINED";
        add(held, payout.slot, payout.amount.negate());
        if (paid) {
            add(issued, payout.asset, payout.amount.negate());
        } else {
            add(available, payout.slot, payout.amount);
        }
    }

    void allege(Deal deal) {
        deals.put(deal.id, deal);
        deal.reverses.ifPresent(original -> deal(original).named = true);
    }

    /** The counterparty's word on all of them, or on none when one cannot take it. */
    void decide(List<String> ids, boolean affirm) {
        for (String id : ids) {
            String state = deal(id).state;
            boolean possible = state.equals("ALLEGED")
                    || (affirm
                            ? List.of("AFFIRMED", "QUEUED", "SETTLED", "ALLOCATED")
                                    .contains(state)
                            : state.equals("REJECTED"));
            if (!possible) {
                return;
            }
        }
        List<Deal> alleged = new ArrayList<>();
        for (String id : ids) {
            if (deal(id).state.equals("ALLEGED")) {
                alleged.add(deal(id));
            }
        }
        if (affirm && !TradeLifeModel.canReplace(this, alleged)) {
            return;
        }
        for (Deal deal : alleged) {
            move(deal, affirm ? "AFFIRMED" : "REJECTED");
            if (affirm) {
                deal.amends.ifPresent(old -> deal(old).state = "CANCELLED");
            }
        }
    }

    void askCancel(List<String> ids, boolean byAuthor) {
        for (String id : ids) {
            if (deal(id).isFinal() && !deal(id).state.equals("CANCELLED")) {
                return;
            }
        }
        for (String id : ids) {
            Deal deal = deal(id);
            if (deal.isFinal()) {
                continue;
            }
            deal.authorAsks |= byAuthor;
            deal.counterpartyAsks |= !byAuthor;
            if (deal.authorAsks && deal.counterpartyAsks) {
                move(deal, "CANCELLED");
            }
        }
    }

    /** Deals in the order in which the round was given them. */
    void settle(List<String> ids, int today) {
        List<Deal> order = new ArrayList<>();
        for (boolean urgent : new boolean[] {true, false}) {
            for (String id : ids) {
                Deal deal = deal(id);
                boolean waits = deal.state.equals("AFFIRMED") || deal.state.equals("QUEUED");
                if (deal.urgent == urgent && waits && deal.dueDay <= today) {
                    order.add(deal);
                }
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            if (!order.removeIf(deal -> settles(deal, today))) {
                break;
            }
        }
        order.forEach(deal -> deal.state = "QUEUED");
    }

    /** Settles at once what offsets, and queues the rest. */
    void offset(List<String> ids, int today) {
        Offsets offsets = new Offsets(this, ids, today);
        settleSet(offsets.resolve(), today);
        offsets.waiting().stream().filter(deal -> !deal.isFinal()).forEach(deal -> deal.state = "QUEUED");
    }

    /** As {@link #offset}, over what earlier rounds found short too. */
    void round(Set<String> ids, int today) {
        offset(List.copyOf(ids), today);
        listed.clear();
        for (String id : ids) {
            if (deal(id).state.equals("QUEUED")) {
                listed.add(id.substring(0, id.indexOf('#')));
            }
        }
    }

    /** All deals of the listed pages. */
    Set<String> waitingSince() {
        Set<String> ids = new TreeSet<>();
        deals.keySet().stream()
                .filter(id -> listed.contains(id.substring(0, id.indexOf('#'))))
                .forEach(ids::add);
        return ids;
    }

    void settleSet(Set<String> ids, int today) {
        for (String id : ids) {
            move(deal(id), today);
        }
    }

    private void move(Deal deal, int today) {
        shift(deal.deliverer, deal.receiver, deal.asset, deal.amount, today);
        deal.paymentAsset.ifPresent(asset -> shift(deal.receiver, deal.deliverer, asset, deal.payment, today));
        deal.state = "SETTLED";
    }

    void failOverdue(List<String> ids, int today) {
        settle(ids, today);
        for (String id : ids) {
            Deal deal = deal(id);
            if (!deal.isFinal() && deal.dueDay < today) {
                move(deal, deal.state.equals("ALLEGED") ? "EXPIRED" : "FAILED");
            }
        }
    }

    Deal deal(String id) {
        Deal deal = deals.get(id);
        if (deal == null) {
            throw new IllegalStateException("the simulation named an unknown deal " + id);
        }
        return deal;
    }

    private boolean settles(Deal deal, int today) {
        boolean covered = canGive(deal.deliverer, deal.receiver, deal.asset, deal.amount, today)
                && deal.paymentAsset
                        .map(asset -> canGive(deal.receiver, deal.deliverer, asset, deal.payment, today))
                        .orElse(true);
        if (covered) {
            move(deal, today);
        }
        return covered;
    }

    private boolean canGive(String from, String to, String asset, BigInteger amount, int today) {
        String limit = limit(from, to, asset);
        return spendable(from, asset).compareTo(amount) >= 0
                && (!limits.containsKey(limit) || left(limit, today).compareTo(amount) >= 0);
    }

    private void shift(String from, String to, String asset, BigInteger amount, int today) {
        add(available, from + "/" + asset, amount.negate());
        add(available, to + "/" + asset, amount);
        add(given, today + "|" + limit(from, to, asset), amount);
        add(given, today + "|" + limit(to, from, asset), amount.negate());
    }

    /** A reversal that comes to nothing frees its original. */
    private void move(Deal deal, String state) {
        deal.state = state;
        if (deal.isFinal()) {
            deal.reverses.ifPresent(original -> deal(original).named = false);
        }
    }

    static void add(Map<String, BigInteger> sums, String key, BigInteger amount) {
        BigInteger sum = sums.getOrDefault(key, BigInteger.ZERO).add(amount);
        if (sum.signum() == 0) {
            sums.remove(key);
        } else {
            sums.put(key, sum);
        }
    }
}
