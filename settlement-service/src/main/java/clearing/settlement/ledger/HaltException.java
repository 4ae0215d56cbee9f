package clearing.settlement.ledger;

import java.util.Optional;

/** Carries a disagreement from where it is found to the tail. */
final class HaltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HaltReason reason;
    private final String txId;
    private final String key;
    private final String expected;
    private final String actual;

    HaltException(HaltReason reason, String txId, String key, String expected, String actual, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.txId = txId;
        this.key = key;
        this.expected = expected;
        this.actual = actual;
    }

    HaltException(HaltReason reason, String txId, String key, String detail) {
        this(reason, txId, key, "", "", detail);
    }

    Halt at(java.time.Instant when, long block) {
        return new Halt(
                when,
                block,
                given(txId),
                given(key),
                reason,
                String.valueOf(getMessage()),
                given(expected),
                given(actual));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
