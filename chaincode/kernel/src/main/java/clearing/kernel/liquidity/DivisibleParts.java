package clearing.kernel.liquidity;

import java.util.BitSet;

/**
 * How many parts of the instructions that a set leaves out can settle beside it, asked of in rank order: as many as each position covers
 * that they draw on, after it has covered the largest of those that they would overtake there.
 */
final class DivisibleParts {
    private final InstructionQueue queue;
    /** By position, the largest draw of those that waited on when they were asked about. */
    private final long[] largestBefore;
    /** By draw, the largest that the set leaves out between it and the set's last draw. */
    private final long[] largestBehind;

    DivisibleParts(InstructionQueue queue, BitSet chosen) {
        this.queue = queue;
        this.largestBefore = new long[queue.positions()];
        this.largestBehind = new long[queue.positions() == 0 ? 0 : queue.drawsTo(queue.positions() - 1)];
        for (int p = 0; p < queue.positions(); p++) {
            long largest = 0;
            boolean beforeLast = false;
            for (int d = queue.drawsTo(p) - 1; d >= queue.drawsFrom(p); d--) {
                largestBehind[d] = largest;
                if (chosen.get(queue.drawBy(d))) {
                    beforeLast = true;
                } else if (beforeLast) {
                    largest = Math.max(largest, queue.drawAmount(d));
                }
            }
        }
    }

    /**
     * The parts of the next instruction that waits: fewer than it has, for the whole of it does not fit.
     *
     * @param room of each position by now; the caller takes off what these parts move
     */
    long next(int instruction, long[] room) {
        return next(instruction, room, 1);
    }

    /**
     * As {@link #next(int, long[])}.
     *
     * @param least the fewest parts that are worth it; when fewer fit, none settles
     */
    long next(int instruction, long[] room, long least) {
        long count = queue.parts(instruction);
        long fit = count > 1 ? count - 1 : 0;
        for (int e = queue.from(instruction); e < queue.to(instruction) && fit > 0; e++) {
            int draw = queue.drawOf(e);
            if (draw >= 0) {
                int p = queue.positionOf(e);
                long spare = room[p] - Math.max(largestBefore[p], largestBehind[draw]);
                fit = Math.min(fit, Math.max(0, spare) / (queue.drawAmount(draw) / count));
            }
        }
        if (fit < least) {
            fit = 0;
        }
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int draw = queue.drawOf(e);
            if (draw >= 0) {
                int p = queue.positionOf(e);
                long remains = queue.drawAmount(draw) / count * (count - fit);
                largestBefore[p] = Math.max(largestBefore[p], remains);
            }
        }
        return fit;
    }
}
