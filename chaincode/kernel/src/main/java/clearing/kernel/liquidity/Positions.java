package clearing.kernel.liquidity;

/**
 * What each position may give: what is available less its floor. A position is one (member, account, asset), numbered by the caller
 * from 0.
 */
public final class Positions {
    /** Room, and the sums of what may flow in or out of one position, stay below this: four of them fit a long. */
    public static final long MAX_SUM = Long.MAX_VALUE / 4;

    private final long[] room;

    private Positions(long[] room) {
        this.room = room;
    }

    /** Floors of zero. */
    public static Positions of(long... available) {
        return of(available, new long[available.length]);
    }

    /**
     * @param available minor units; may be negative where the floor is lower
     * @param floor what the position must not end below: 0, or minus the net debit cap
     * @throws IllegalArgumentException when a position is below its floor, or further above it than {@link #MAX_SUM}
     */
    public static Positions of(long[] available, long[] floor) {
        if (available.length != floor.length) {
            throw new IllegalArgumentException(available.length + " positions, but " + floor.length + " floors");
        }
        long[] room = new long[available.length];
        for (int p = 0; p < room.length; p++) {
            room[p] = Math.subtractExact(available[p], floor[p]);
            if (room[p] < 0 || room[p] > MAX_SUM) {
                throw new IllegalArgumentException("position " + p + " has " + available[p] + " over a floor of "
                        + floor[p] + ", outside 0.." + MAX_SUM);
            }
        }
        return new Positions(room);
    }

    public int count() {
        return room.length;
    }

    /** What the position may give. */
    public long room(int position) {
        return room[position];
    }

    long[] rooms() {
        return room.clone();
    }
}
