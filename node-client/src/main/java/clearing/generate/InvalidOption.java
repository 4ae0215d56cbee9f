package clearing.generate;

/** An option of the command that no day can be made from; names the option, a stable code and what is wrong. */
final class InvalidOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final String code;

    InvalidOption(String option, String code, String sentence) {
        super(sentence);
        this.option = option;
        this.code = code;
    }

    String option() {
        return option;
    }

    String code() {
        return code;
    }
}
