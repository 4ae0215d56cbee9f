package clearing.bench.gridlock;

import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/**
 * A queue to be resolved, drawn from a seed alone. Who trades is skewed: a member's number is the square of a uniform draw. Amounts have a
 * heavy tail, as payments do: a uniform draw below a power of two that is drawn itself.
 *
 * @param room by position
 * @param instructions in rank order, each a list of legs
 * @param weight what each is worth: its value, or 1 where instructions are counted
 */
record QueueCase(long[] room, List<List<Leg>> instructions, long[] weight) {
    private static final int DOUBLINGS = 10;

    record Leg(int from, int to, long amount) {}

    /** What moves in a case. */
    enum Kind {
        PAYMENTS,
        DELIVERIES
    }

    /**
     * @param count instructions
     * @param valued weights are values instead of ones
     */
    static QueueCase draw(long seed, Kind kind, int members, int count, boolean valued) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int assets = kind == Kind.PAYMENTS ? 1 : 3;
        List<List<Leg>> instructions = new ArrayList<>(count);
        long[] weight = new long[count];
        long[] gross = new long[assets];
        for (int i = 0; i < count; i++) {
            int one = member(random, members);
            int other = one;
            while (other == one) {
                other = member(random, members);
            }
            long amount = amount(random);
            List<Leg> legs = new ArrayList<>(2);
            // Asset 0 is money; the others are delivered against it or, one time in four, free of payment.
            int asset = assets == 1 ? 0 : random.nextInt(assets);
            legs.add(new Leg(one * assets + asset, other * assets + asset, amount));
            if (asset > 0 && random.nextInt(4) > 0) {
                legs.add(new Leg(other * assets, one * assets, amount * (1 + asset) + random.nextInt(20)));
            }
            legs.forEach(leg -> gross[leg.from() % assets] += leg.amount());
            instructions.add(legs);
            weight[i] = valued ? legs.getLast().amount() : 1;
        }
        long[] room = new long[members * assets];
        int percent = 5 + random.nextInt(45);
        for (int p = 0; p < room.length; p++) {
            long most = 2 * gross[p % assets] / members * percent / 100;
            room[p] = random.nextInt(3) == 0 ? 0 : random.nextLong(most + 1);
        }
        return new QueueCase(room, instructions, weight);
    }

    private static int member(RandomGenerator random, int members) {
        double uniform = random.nextDouble();
        return (int) (uniform * uniform * members);
    }

    private static long amount(RandomGenerator random) {
        return 1 + random.nextLong(20L << random.nextInt(DOUBLINGS));
    }

    Positions positions() {
        return Positions.of(room);
    }

    InstructionQueue queue() {
        InstructionQueue.Builder queue = InstructionQueue.over(room.length);
        for (List<Leg> legs : instructions) {
            legs.forEach(leg -> queue.leg(leg.from(), leg.to(), leg.amount()));
            if (!queue.end()) {
                throw new IllegalStateException("sums of a drawn case do not fit");
            }
        }
        return queue.build();
    }

    /** What an instruction changes of each position. */
    long[] change(int instruction) {
        long[] change = new long[room.length];
        for (Leg leg : instructions.get(instruction)) {
            change[leg.from()] -= leg.amount();
            change[leg.to()] += leg.amount();
        }
        return change;
    }

    int size() {
        return instructions.size();
    }

    long worth(LongStream chosen) {
        return chosen.map(i -> weight[(int) i]).sum();
    }
}
