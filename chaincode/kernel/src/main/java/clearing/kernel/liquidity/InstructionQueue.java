package clearing.kernel.liquidity;

import java.util.Arrays;

/**
 * Instructions in rank order: the first to be added ranks first. An instruction is what it changes of each position, all or nothing; it
 * draws on a position that it makes smaller. Compact, since a round looks at tens of thousands of them.
 */
public final class InstructionQueue {
    private final int positions;
    /** Entries of instruction i are first[i] to first[i + 1] - 1. */
    private final int[] first;

    private final int[] position;
    private final long[] delta;
    private final long[] parts;
    /** Draws on position p are drawFirst[p] to drawFirst[p + 1] - 1, in rank order. */
    private final int[] drawFirst;

    private final int[] drawBy;
    private final long[] drawAmount;
    /** The draw that an entry is, or -1 where it pays in. */
    private final int[] drawOfEntry;

    private InstructionQueue(int positions, int[] first, int[] position, long[] delta, long[] parts) {
        this.positions = positions;
        this.parts = parts;
        this.first = first;
        this.position = position;
        this.delta = delta;
        this.drawFirst = new int[positions + 1];
        for (int e = 0; e < delta.length; e++) {
            if (delta[e] < 0) {
                drawFirst[position[e] + 1]++;
            }
        }
        for (int p = 0; p < positions; p++) {
            drawFirst[p + 1] += drawFirst[p];
        }
        this.drawBy = new int[drawFirst[positions]];
        this.drawAmount = new long[drawFirst[positions]];
        this.drawOfEntry = new int[delta.length];
        int[] next = Arrays.copyOf(drawFirst, positions);
        for (int i = 0; i + 1 < first.length; i++) {
            for (int e = first[i]; e < first[i + 1]; e++) {
                drawOfEntry[e] = -1;
                if (delta[e] < 0) {
                    int d = next[position[e]]++;
                    drawBy[d] = i;
                    drawAmount[d] = -delta[e];
                    drawOfEntry[e] = d;
                }
            }
        }
    }

    /** @param positions how many there are */
    public static Builder over(int positions) {
        return new Builder(positions);
    }

    public int size() {
        return first.length - 1;
    }

    public int positions() {
        return positions;
    }

    /**
     * Into how many equal parts an instruction may be divided: 1 when it settles whole or not at all, otherwise the greatest common divisor
     * of its legs, so that each part moves whole minor units in exactly the proportion of the legs.
     */
    public long parts(int instruction) {
        return parts[instruction];
    }

    /** The number of positions that an instruction changes. */
    public int entries(int instruction) {
        return first[instruction + 1] - first[instruction];
    }

    /** The position of an instruction's n-th entry. */
    public int position(int instruction, int n) {
        return position[first[instruction] + n];
    }

    /** What an instruction's n-th entry changes its position by: negative where it draws. Never 0. */
    public long delta(int instruction, int n) {
        return delta[first[instruction] + n];
    }

    int from(int instruction) {
        return first[instruction];
    }

    int to(int instruction) {
        return first[instruction + 1];
    }

    int positionOf(int entry) {
        return position[entry];
    }

    long deltaOf(int entry) {
        return delta[entry];
    }

    int drawOf(int entry) {
        return drawOfEntry[entry];
    }

    int drawsFrom(int position) {
        return drawFirst[position];
    }

    int drawsTo(int position) {
        return drawFirst[position + 1];
    }

    int drawBy(int draw) {
        return drawBy[draw];
    }

    long drawAmount(int draw) {
        return drawAmount[draw];
    }

    /** Collects instructions in rank order. For one thread, one use. */
    public static final class Builder {
        private final int positions;
        private final long[] in;
        private final long[] out;
        private int[] first = new int[16];
        private int[] position = new int[64];
        private long[] delta = new long[64];
        private long[] parts = new long[16];
        private long divisor;
        private boolean partial;
        private int size;
        private int entries;

        private Builder(int positions) {
            this.positions = positions;
            this.in = new long[positions];
            this.out = new long[positions];
        }

        /**
         * A leg of the instruction that is being added.
         *
         * @param amount above 0, at most {@link Positions#MAX_SUM}
         */
        public Builder leg(int from, int to, long amount) {
            if (amount <= 0 || amount > Positions.MAX_SUM) {
                throw new IllegalArgumentException("a leg of " + amount);
            }
            change(from, -amount);
            change(to, amount);
            divisor = commonDivisor(divisor, amount);
            return this;
        }

        /** The instruction that is being added may settle in part ({@link InstructionQueue#parts}). */
        public Builder partial() {
            partial = true;
            return this;
        }

        /** The instruction that is being added has so many parts, whatever its legs. */
        void parts(long count) {
            partial = true;
            divisor = count;
        }

        private static long commonDivisor(long a, long b) {
            long one = a;
            long other = b;
            while (other != 0) {
                long rest = one % other;
                one = other;
                other = rest;
            }
            return one;
        }

        /** Changes a position in the instruction that is being added. */
        void change(int at, long by) {
            if (at < 0 || at >= positions) {
                throw new IllegalArgumentException("position " + at + " of " + positions);
            }
            for (int e = first[size]; e < entries; e++) {
                if (position[e] == at) {
                    delta[e] = Math.addExact(delta[e], by);
                    return;
                }
            }
            if (entries == position.length) {
                position = Arrays.copyOf(position, 2 * entries);
                delta = Arrays.copyOf(delta, 2 * entries);
            }
            position[entries] = at;
            delta[entries++] = by;
        }

        /**
         * Ends the instruction.
         *
         * @return false when it was not added, since all that flows in or out of one position would then sum to more than
         *     {@link Positions#MAX_SUM}
         */
        public boolean end() {
            int start = first[size];
            int kept = start;
            boolean fits = true;
            for (int e = start; e < entries; e++) {
                long sum = delta[e] < 0 ? out[position[e]] - delta[e] : in[position[e]] + delta[e];
                fits &= sum >= 0 && sum <= Positions.MAX_SUM;
                if (delta[e] != 0) {
                    position[kept] = position[e];
                    delta[kept++] = delta[e];
                }
            }
            entries = fits ? kept : start;
            long divided = partial && divisor > 0 ? divisor : 1;
            partial = false;
            divisor = 0;
            if (!fits) {
                return false;
            }
            for (int e = start; e < entries; e++) {
                if (delta[e] < 0) {
                    out[position[e]] -= delta[e];
                } else {
                    in[position[e]] += delta[e];
                }
            }
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, 2 * size);
            }
            parts[size] = divided;
            if (++size == first.length) {
                first = Arrays.copyOf(first, 2 * size);
            }
            first[size] = entries;
            return true;
        }

        /** An instruction of one leg; as {@link #leg} and {@link #end}. */
        public boolean payment(int from, int to, long amount) {
            return leg(from, to, amount).end();
        }

        public InstructionQueue build() {
            return new InstructionQueue(
                    positions,
                    Arrays.copyOf(first, size + 1),
                    Arrays.copyOf(position, entries),
                    Arrays.copyOf(delta, entries),
                    Arrays.copyOf(parts, size));
        }
    }
}
