package clearing.client.outbox;

import com.google.protobuf.ByteString;

/** How far an intent has come. Only the last two are final. */
public sealed interface IntentState {
    /** Stored, and nothing of it can be on the ledger: no signed envelope exists that could still become valid. */
    record New() implements IntentState {}

    /** A signed envelope is stored. From here on it may be on the ledger, whatever the sender remembers. */
    record Endorsed(Envelope envelope) implements IntentState {}

    /** A gateway has acknowledged the envelope. The orderer may still lose it. */
    record Sent(Envelope envelope) implements IntentState {}

    /** Something went wrong after the envelope was stored, and nobody has been able to tell its fate so far. */
    record Unknown(Envelope envelope, String sentence) implements IntentState {}

    /**
     * In a block, valid.
     *
     * @param txId   transaction id
     * @param block  number of the block
     * @param result what the contract answered
     */
    record Committed(String txId, long block, ByteString result) implements IntentState {}

    /**
     * Will never have an effect.
     *
     * @param code     the contract's or the ledger's code
     * @param field    field at fault, empty when none is named
     * @param sentence the reason in words
     */
    record Refused(String code, String field, String sentence) implements IntentState {}

    /** Whether this is the end. */
    default boolean isFinal() {
        return this instanceof Committed || this instanceof Refused;
    }
}
