package clearing.client.submit;

import clearing.client.outbox.IntentState;

/** What became of an intent. */
public sealed interface Delivery {
    /** In a block, valid; what the contract answered may still refuse single commands. */
    record Committed(IntentState.Committed state) implements Delivery {}

    /** Will never have an effect. */
    record Refused(IntentState.Refused state) implements Delivery {}

    /** Nothing was sent, and nothing is on the ledger; the intent stays stored and can be delivered later. */
    record Postponed(String sentence) implements Delivery {}

    /** An envelope is out and its fate not known. It stays stored; delivering again finds out and sends only the same bytes. */
    record Unknown(String txId, String sentence) implements Delivery {}
}
