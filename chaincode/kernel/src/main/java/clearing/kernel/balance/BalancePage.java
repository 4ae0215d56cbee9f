package clearing.kernel.balance;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All positions of one member in one lane, under one key. A working copy for one transaction: {@link #encode} gives the bytes to
 * store, with the positions in order of account and asset and none that is zero. Format 1 has no position below zero, format 2 at least
 * one: a member with a net debit cap may have given what it does not have yet ({@link Floors}).
 *
 * <pre>page := format u8 | count u16 | (account u8, asset u16, available i64, held i64){count}</pre>
 */
public final class BalancePage {
    private static final int NONE_BELOW_ZERO = 1;
    private static final int SOME_BELOW_ZERO = 2;

    private final SortedMap<Integer, long[]> positions = new TreeMap<>();

    /**
     * A position in minor units.
     *
     * @param account number of the member's account
     * @param asset number of the asset in the constitution
     * @param available what the member may dispose of; below zero, what it owes under its cap
     * @param held zero or more: set aside, for a withdrawal that waits for its attestation
     */
    public record Position(int account, int asset, long available, long held) {
        public long total() {
            return Math.addExact(available, held);
        }
    }

    public static BalancePage decode(Optional<byte[]> stored) {
        BalancePage page = new BalancePage();
        stored.ifPresent(page::read);
        return page;
    }

    private void read(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        int format = in.u8("balance.format");
        if (format != NONE_BELOW_ZERO && format != SOME_BELOW_ZERO) {
            throw new InvariantViolation("a balance page on the ledger has an unknown format");
        }
        int previous = -1;
        boolean belowZero = false;
        for (int left = in.u16("balance.count"); left > 0; left--) {
            int key = key(in.u8("balance.account"), in.u16("balance.asset"));
            long available = in.i64("balance.available");
            long held = in.i64("balance.held");
            if (key <= previous || held < 0 || available == 0 && held == 0) {
                throw new InvariantViolation("a balance page on the ledger is not in canonical form");
            }
            positions.put(key, new long[] {available, held});
            belowZero |= available < 0;
            previous = key;
        }
        in.end("balance");
        if (belowZero != (format == SOME_BELOW_ZERO)) {
            throw new InvariantViolation("a balance page on the ledger is not in canonical form");
        }
    }

    public byte[] encode() {
        List<Position> all = positions();
        boolean belowZero = all.stream().anyMatch(p -> p.available() < 0);
        ByteWriter out = new ByteWriter(8 + 19 * all.size()).u8(belowZero ? SOME_BELOW_ZERO : NONE_BELOW_ZERO);
        out.u16(all.size());
        for (Position p : all) {
            out.u8(p.account()).u16(p.asset()).i64(p.available()).i64(p.held());
        }
        return out.toBytes();
    }

    /** Positions that are not zero, by account and asset. */
    public List<Position> positions() {
        List<Position> all = new ArrayList<>(positions.size());
        positions.forEach((key, amounts) -> {
            if (amounts[0] != 0 || amounts[1] != 0) {
                all.add(new Position(key >>> 16, key & 0xFFFF, amounts[0], amounts[1]));
            }
        });
        return all;
    }

    public long available(int account, int asset) {
        long[] amounts = positions.get(key(account, asset));
        return amounts == null ? 0 : amounts[0];
    }

    public long held(int account, int asset) {
        long[] amounts = positions.get(key(account, asset));
        return amounts == null ? 0 : amounts[1];
    }

    public void credit(int account, int asset, long amount) {
        long[] amounts = slot(account, asset);
        amounts[0] = Math.addExact(amounts[0], requirePositive(amount));
    }

    /** Takes from what is available. The caller has checked; a position below zero is a defect. */
    public void debit(int account, int asset, long amount) {
        overdraw(account, asset, amount, 0);
    }

    /** As {@link #debit}, down to a floor of zero or less ({@link Floors}). */
    void overdraw(int account, int asset, long amount, long floor) {
        long[] amounts = slot(account, asset);
        long left = Math.subtractExact(amounts[0], requirePositive(amount));
        if (left < floor) {
            throw new InvariantViolation(
                    "account " + account + " would fall below its floor of " + floor + " in asset " + asset);
        }
        amounts[0] = left;
    }

    /** Sets available value aside. */
    public void hold(int account, int asset, long amount) {
        debit(account, asset, amount);
        long[] amounts = slot(account, asset);
        amounts[1] = Math.addExact(amounts[1], amount);
    }

    /** Takes held value off the page, or gives it back to what is available. */
    public void release(int account, int asset, long amount, boolean giveBack) {
        long[] amounts = slot(account, asset);
        amounts[1] = requireHeld(Math.subtractExact(amounts[1], requirePositive(amount)), account, asset);
        if (giveBack) {
            amounts[0] = Math.addExact(amounts[0], amount);
        }
    }

    private long[] slot(int account, int asset) {
        return positions.computeIfAbsent(key(account, asset), absent -> new long[2]);
    }

    private static int key(int account, int asset) {
        return account << 16 | asset;
    }

    private static long requirePositive(long amount) {
        if (amount <= 0) {
            throw new InvariantViolation("an amount that moves must be positive, not " + amount);
        }
        return amount;
    }

    private static long requireHeld(long amount, int account, int asset) {
        if (amount < 0) {
            throw new InvariantViolation("account " + account + " would hold less than zero of asset " + asset);
        }
        return amount;
    }
}
