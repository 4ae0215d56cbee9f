package clearing.client.revenue.proof;

/** The evidence contradicts the statement. */
final class Refuted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String sentence;

    Refuted(String place, String sentence) {
        super(sentence);
        this.place = place;
        this.sentence = sentence;
    }

    /** Where, such as {@code 2026-11 lines.SouthSecurities}. */
    String place() {
        return place;
    }

    String sentence() {
        return sentence;
    }
}
