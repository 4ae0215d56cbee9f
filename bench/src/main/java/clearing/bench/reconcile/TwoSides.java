package clearing.bench.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Both sides of so many movements, with one in a hundred broken: no entry, no posting, another amount, value date or counterparty. The
 * chain comes in the order of time, the books a day's worth out of order.
 */
final class TwoSides {
    private static final int ONE_BROKEN_OF = 100;
    private static final int SHUFFLED = 8_192;

    private final Market market;
    private final RandomGenerator random;
    private final int entries;
    private final List<Line> held = new ArrayList<>(SHUFFLED);
    private long agreed;
    private long different;
    private long loneChain;
    private long loneBooks;

    /**
     * @param entries movements; each is on both sides unless it is broken by absence
     * @param first number of the first one, for draws that follow each other
     * @param seed of the draw
     */
    TwoSides(int entries, long first, long seed) {
        this.entries = entries;
        market = new Market(entries * 4L / 5, first, seed);
        random = market.random();
    }

    /** Draws all of it, once. */
    Counts draw(Consumer<Line> chain, Consumer<Line> books) {
        int drawn = 0;
        while (drawn < entries) {
            for (Line posting : market.trade()) {
                if (drawn++ < entries) {
                    one(posting, chain, books);
                }
            }
        }
        while (!held.isEmpty()) {
            books.accept(takeAny());
        }
        return new Counts(agreed, different, loneChain, loneBooks);
    }

    private void one(Line posting, Consumer<Line> chain, Consumer<Line> books) {
        Optional<Line> entry = Optional.of(market.booked(posting));
        boolean posted = true;
        if (random.nextInt(ONE_BROKEN_OF) != 0) {
            agreed++;
        } else {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> {
                    entry = Optional.empty();
                    loneChain++;
                }
                case 3, 4 -> {
                    posted = false;
                    loneBooks++;
                }
                default -> {
                    entry = entry.map(this::different);
                    different++;
                }
            }
        }
        if (posted) {
            chain.accept(posting);
        }
        entry.ifPresent(line -> hold(line, books));
    }

    private Line different(Line entry) {
        return switch (random.nextInt(4)) {
            case 0 -> entry.counterparty(market.otherCounterparty(entry.counterparty()));
            case 1 ->
                entry.dates(Market.businessDayAfter(entry.valueDate()), Market.businessDayAfter(entry.valueDate()));
            default -> entry.amount(entry.minor() + (entry.minor() > 0 ? 1 : -1) * (1L + random.nextInt(5_000)));
        };
    }

    private void hold(Line entry, Consumer<Line> books) {
        if (held.size() == SHUFFLED) {
            books.accept(takeAny());
        }
        held.add(entry);
    }

    private Line takeAny() {
        int at = random.nextInt(held.size());
        Line taken = held.get(at);
        held.set(at, held.getLast());
        held.removeLast();
        return taken;
    }
}
