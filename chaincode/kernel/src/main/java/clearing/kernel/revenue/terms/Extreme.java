package clearing.kernel.revenue.terms;

/** The lowest or highest value that was met, and the branch on which it was. */
final class Extreme {
    private final Branches branches;
    private int[] branch = new int[0];
    private long value;

    Extreme(Branches branches) {
        this.branches = branches;
    }

    void lower(long candidate, int[] on) {
        if (branch.length == 0 || candidate < value) {
            take(candidate, on);
        }
    }

    void higher(long candidate, int[] on) {
        if (branch.length == 0 || candidate > value) {
            take(candidate, on);
        }
    }

    private void take(long candidate, int[] on) {
        value = candidate;
        branch = on.clone();
    }

    /** Zero where nothing was met. */
    long value() {
        return value;
    }

    String words() {
        return branches.words(branch);
    }
}
