package clearing.kernel.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
                            ? state.equals("AFFIRMED") || state.equals("QUEUED") || state.equals("SETTLED")
                            : state.equals("REJECTED"));
            if (!possible) {
                return;
            }
        }
        for (String id : ids) {
            Deal deal = deal(id);
            if (deal.state.equals("ALLEGED")) {
                move(deal, affirm ? "AFFIRMED" : "REJECTED");
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
            if (!order.removeIf(this::settles)) {
                break;
            }
        }
        order.forEach(deal -> deal.state = "QUEUED");
    }

    /** Settles at once what offsets, and queues the rest. */
    void offset(List<String> ids, int today) {
        Offsets offsets = new Offsets(this, ids, today);
        settleSet(offsets.resolve());
        offsets.waiting().stream().filter(deal -> !deal.isFinal()).forEach(deal -> deal.state = "QUEUED");
    }

    void settleSet(Set<String> ids) {
        for (String id : ids) {
            Deal deal = deal(id);
            shift(deal.deliverer, deal.receiver, deal.asset, deal.amount);
            deal.paymentAsset.ifPresent(asset -> shift(deal.receiver, deal.deliverer, asset, deal.payment));
            deal.state = "SETTLED";
        }
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

    private boolean settles(Deal deal) {
        boolean covered = available(deal.deliverer, deal.asset).compareTo(deal.amount) >= 0
                && deal.paymentAsset
                        .map(asset -> available(deal.receiver, asset).compareTo(deal.payment) >= 0)
                        .orElse(true);
        if (covered) {
            shift(deal.deliverer, deal.receiver, deal.asset, deal.amount);
            deal.paymentAsset.ifPresent(asset -> shift(deal.receiver, deal.deliverer, asset, deal.payment));
            deal.state = "SETTLED";
        }
        return covered;
    }

    private void shift(String from, String to, String asset, BigInteger amount) {
        add(available, from + "/" + asset, amount.negate());
        add(available, to + "/" + asset, amount);
    }

    /** A reversal that comes to nothing frees its original. */
    private void move(Deal deal, String state) {
        deal.state = state;
        if (deal.isFinal()) {
            deal.reverses.ifPresent(original -> deal(original).named = false);
        }
    }

    private static void add(Map<String, BigInteger> sums, String key, BigInteger amount) {
        BigInteger sum = sums.getOrDefault(key, BigInteger.ZERO).add(amount);
        if (sum.signum() == 0) {
            sums.remove(key);
        } else {
            sums.put(key, sum);
        }
    }
}
