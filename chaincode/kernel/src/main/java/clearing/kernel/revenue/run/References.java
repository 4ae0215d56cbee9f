package clearing.kernel.revenue.run;

import clearing.kernel.revenue.terms.Period;

/** References of an agreement's payments: what members' books know them by, at most 16 characters. */
public final class References {
    private static final String PLACES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private References() {}

    /** A party's share: {@code ROBO-1/2611}. */
    public static String share(String agreement, Period period) {
        return agreement + "/" + period.compact();
    }

    /** Into the reserve: {@code ROBO-1/2611R2}, the party's place at the end. */
    static String reserve(String agreement, Period period, int place) {
        return share(agreement, period) + "R" + PLACES.charAt(place);
    }

    /** Set aside since a line is disputed: {@code ROBO-1/2611D2}. */
    static String setAside(String agreement, Period period, int place) {
        return share(agreement, period) + "D" + PLACES.charAt(place);
    }

    /** Out of the reserve after its time: {@code ROBO-1/2611F}. */
    static String release(String agreement, Period period) {
        return share(agreement, period) + "F";
    }

    /** Out of escrow when a dispute is resolved: {@code ROBO-1/2611E}. */
    static String resolved(String agreement, Period period) {
        return share(agreement, period) + "E";
    }

    /** A drawing on the reserve: {@code ROBO-1/W12}. */
    static String drawing(String agreement, int number) {
        return agreement + "/W" + number;
    }
}
