package clearing.kernel.settlement;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.balance.Floors;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.settlement.Place.Allowance;
import clearing.kernel.settlement.Place.Slot;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/** Numbers the positions that a round's trades move, and the limits between members that they use up, in the order they come up. */
final class Places {
    private final String lane;
    private final Exposures exposures;
    private final Execution x;
    private final List<Place> places = new ArrayList<>();
    /** By member and counterparty: its slots, then the allowances between the two. */
    private final SortedMap<String, SortedMap<Integer, Integer>> slots = new TreeMap<>();

    private final SortedMap<String, SortedMap<Integer, Integer>> allowances = new TreeMap<>();

    Places(String lane, Exposures exposures, Execution x) {
        this.lane = lane;
        this.exposures = exposures;
        this.x = x;
    }

    /** The places of one page's trades: looked up once for all of them. */
    Sides sides(PageId page) {
        return new Sides(page);
    }

    int count() {
        return places.size();
    }

    Place place(int number) {
        return places.get(number);
    }

    /** What each may give by now. */
    Positions positions() {
        long[] room = new long[places.size()];
        for (int p = 0; p < room.length; p++) {
            // More than that is never drawn.
            room[p] = Math.min(room(places.get(p)), Positions.MAX_SUM);
        }
        return Positions.of(room);
    }

    /** The party of each, numbered as they come up. */
    int[] owners() {
        SortedMap<String, Integer> parties = new TreeMap<>();
        int[] owners = new int[places.size()];
        for (int p = 0; p < owners.length; p++) {
            String member = switch (places.get(p)) {
                case Slot s -> s.member();
                case Allowance a -> a.member();
            };
            parties.putIfAbsent(member, parties.size());
            owners[p] = parties.getOrDefault(member, -1);
        }
        return owners;
    }

    private long room(Place place) {
        return switch (place) {
            case Slot s -> Floors.room(x, x.ledger().balance(lane, s.member()), s.member(), s.account(), s.asset());
            case Allowance a -> exposures.room(a.member(), a.counterparty(), a.asset());
        };
    }

    /**
     * Moves the net of a set, once per place.
     *
     * @param beside what settles in parts beside it changes each place by
     */
    void move(SettlementSet set, Positions before, IntToLongFunction beside) {
        for (int p = 0; p < places.size(); p++) {
            long change = set.room(p) - before.room(p) + beside.applyAsLong(p);
            if (change == 0) {
                continue;
            }
            switch (places.get(p)) {
                case Slot s -> {
                    BalancePage balance = x.ledger().balance(lane, s.member());
                    if (change > 0) {
                        balance.credit(s.account(), s.asset(), change);
                    } else {
                        Floors.take(x, balance, s.member(), s.account(), s.asset(), -change);
                    }
                }
                case Allowance a -> {
                    // Of the two that mirror each other, one.
                    if (a.member().compareTo(a.counterparty()) < 0) {
                        exposures.given(a.member(), a.counterparty(), a.asset(), -change);
                    }
                }
            }
        }
        exposures.store();
    }

    private int number(SortedMap<Integer, Integer> numbers, int key, Place place) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        places.add(place);
        numbers.put(key, places.size() - 1);
        return places.size() - 1;
    }

    /** Author and counterparty of a page. */
    final class Sides {
        private final String author;
        private final String counterparty;
        private final SortedMap<Integer, Integer> ofAuthor;
        private final SortedMap<Integer, Integer> ofCounterparty;
        private final SortedMap<Integer, Integer> byAuthor;
        private final SortedMap<Integer, Integer> byCounterparty;

        private Sides(PageId page) {
            author = page.author();
            counterparty = page.counterparty();
            ofAuthor = slots.computeIfAbsent(author, key -> new TreeMap<>());
            ofCounterparty = slots.computeIfAbsent(counterparty, key -> new TreeMap<>());
            byAuthor = allowances.computeIfAbsent(author + "/" + counterparty, key -> new TreeMap<>());
            byCounterparty = allowances.computeIfAbsent(counterparty + "/" + author, key -> new TreeMap<>());
        }

        /** Numbers what a trade moves: giver and taker of each leg, then the limits that its legs use up. */
        void number(TradePage trades, int index) {
            boolean authorDelivers = trades.authorDelivers(index);
            int asset = trades.deliveryAsset(index);
            slot(trades, index, asset, authorDelivers);
            slot(trades, index, asset, !authorDelivers);
            if (trades.hasPayment(index)) {
                slot(trades, index, trades.paymentAsset(index), !authorDelivers);
                slot(trades, index, trades.paymentAsset(index), authorDelivers);
            }
            limit(asset, authorDelivers);
            if (trades.hasPayment(index)) {
                limit(trades.paymentAsset(index), !authorDelivers);
            }
        }

        /** Adds what is left of a trade's legs to the instruction that is being built. */
        void add(InstructionQueue.Builder instructions, RoundPage page, int index) {
            TradePage trades = page.trades();
            boolean authorDelivers = trades.authorDelivers(index);
            leg(instructions, trades, index, trades.deliveryAsset(index), page.deliveryLeft(index), authorDelivers);
            if (trades.hasPayment(index)) {
                leg(instructions, trades, index, trades.paymentAsset(index), page.paymentLeft(index), !authorDelivers);
            }
        }

        private void leg(
                InstructionQueue.Builder instructions,
                TradePage trades,
                int index,
                int asset,
                long amount,
                boolean fromAuthor) {
            int from = slot(trades, index, asset, fromAuthor);
            instructions.leg(from, slot(trades, index, asset, !fromAuthor), amount);
            if (exposures.limited(author, counterparty, asset)) {
                instructions.leg(allowance(asset, fromAuthor), allowance(asset, !fromAuthor), amount);
            }
        }

        private int slot(TradePage trades, int index, int asset, boolean author) {
            int account = author ? trades.authorAccount(index) : trades.counterpartyAccount(index);
            String member = author ? this.author : counterparty;
            int key = account << 16 | asset;
            return Places.this.number(author ? ofAuthor : ofCounterparty, key, new Slot(member, account, asset));
        }

        private void limit(int asset, boolean fromAuthor) {
            if (exposures.limited(author, counterparty, asset)) {
                allowance(asset, fromAuthor);
                allowance(asset, !fromAuthor);
            }
        }

        private int allowance(int asset, boolean fromAuthor) {
            return fromAuthor
                    ? Places.this.number(byAuthor, asset, new Allowance(author, counterparty, asset))
                    : Places.this.number(byCounterparty, asset, new Allowance(counterparty, author, asset));
        }
    }
}
