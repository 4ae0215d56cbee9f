package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small world in the plainest form: what the oracle looks at, and what a queue is built from.
 *
 * @param available by position, floors of zero
 * @param instructions in rank order, each a list of legs
 */
record Case(long[] available, List<List<Leg>> instructions) {
    record Leg(int from, int to, long amount) {}

    Positions positions() {
        return Positions.of(available);
    }

    InstructionQueue queue() {
        InstructionQueue.Builder queue = InstructionQueue.over(available.length);
        for (List<Leg> legs : instructions) {
            legs.forEach(leg -> queue.leg(leg.from(), leg.to(), leg.amount()));
            if (!queue.end()) {
                throw new AssertionError("the case does not fit");
            }
        }
        return queue.build();
    }

    /** Payments in one asset between a few members. */
    static Case payments(RandomGenerator random, int members, int count, int mostCover) {
        List<List<Leg>> instructions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(members);
            int to = (from + 1 + random.nextInt(members - 1)) % members;
            instructions.add(List.of(new Leg(from, to, 1 + random.nextInt(random.nextInt(4) == 0 ? 100 : 12))));
        }
        return new Case(cover(random, members, mostCover), instructions);
    }

    /** Payments, deliveries against payment and exchanges, over members with a position in each of some assets. */
    static Case mixed(RandomGenerator random, int members, int assets, int count, int mostCover) {
        List<List<Leg>> instructions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int one = random.nextInt(members);
            int other = (one + 1 + random.nextInt(members - 1)) % members;
            int asset = random.nextInt(assets);
            List<Leg> legs = new ArrayList<>();
            legs.add(new Leg(one * assets + asset, other * assets + asset, 1 + random.nextInt(20)));
            if (assets > 1 && random.nextInt(3) > 0) {
                int price = (asset + 1 + random.nextInt(assets - 1)) % assets;
                legs.add(new Leg(other * assets + price, one * assets + price, 1 + random.nextInt(20)));
            }
            if (random.nextInt(8) == 0) {
                int third = random.nextInt(members);
                if (third != other) {
                    legs.add(new Leg(other * assets + asset, third * assets + asset, 1 + random.nextInt(6)));
                }
            }
            instructions.add(legs);
        }
        return new Case(cover(random, members * assets, mostCover), instructions);
    }

    private static long[] cover(RandomGenerator random, int positions, int most) {
        long[] available = new long[positions];
        for (int p = 0; p < positions; p++) {
            available[p] = random.nextInt(3) == 0 ? 0 : random.nextInt(most + 1);
        }
        return available;
    }
}
