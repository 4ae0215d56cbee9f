package clearing.settlement.desk.age;

import java.util.Optional;

/** Ages in business days, in the steps in which people look at them. */
public enum AgeBucket {
    FRESH("0-2", 0, 2),
    DAYS("3-5", 3, 5),
    WEEKS("6-30", 6, 30),
    MONTH("31-60", 31, 60),
    OLD("60+", 61, Integer.MAX_VALUE);

    private final String word;
    private final int from;
    private final int to;

    AgeBucket(String word, int from, int to) {
        this.word = word;
        this.from = from;
        this.to = to;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }

    /** Least age in it. */
    public int from() {
        return from;
    }

    /** Greatest age in it. */
    public int to() {
        return to;
    }

    /** The bucket of an age, 0 or more. */
    public static AgeBucket of(int businessDays) {
        for (AgeBucket bucket : values()) {
            if (businessDays <= bucket.to) {
                return bucket;
            }
        }
        return OLD;
    }

    /** The bucket of that word. */
    public static Optional<AgeBucket> ofWord(String word) {
        for (AgeBucket bucket : values()) {
            if (bucket.word.equals(word)) {
                return Optional.of(bucket);
            }
        }
        return Optional.empty();
    }
}
