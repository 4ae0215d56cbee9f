package clearing.simulation.invariant;

import clearing.kernel.Batch;
import clearing.kernel.MalformedInput;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.member.Entry;
import java.util.HashMap;
import java.util.Map;

/** After the world has healed every intent has come to an end, and to the one that the chain tells. */
final class KnownOutcomes implements Invariant {
    @Override
    public String id() {
        return "INV-19";
    }

    @Override
    public String says() {
        return "after the heal every intent is decided, as the chain decided it";
    }

    @Override
    public void atRest(Rest rest) {
        Map<String, Long> valid = new HashMap<>();
        Map<String, String> txOf = new HashMap<>();
        for (Chapter chapter : rest.chronicle().chapters()) {
            for (int i = 0; i < chapter.codes().size(); i++) {
                if (chapter.codes().get(i) == TxCode.VALID) {
                    String intent =
                            chapter.block().envelopes().get(i).proposal().intent();
                    valid.put(intent, chapter.block().number());
                    txOf.put(intent, chapter.block().envelopes().get(i).txId());
                }
            }
        }
        rest.outboxes().forEach((member, outbox) -> outbox.entries().forEach(entry -> check(entry, valid, txOf)));
    }

    private void check(Entry entry, Map<String, Long> valid, Map<String, String> txOf) {
        String key = entry.intent().key();
        require(entry.state().terminal(), "%s is still %s", entry.intent(), entry.state());
        boolean onChain = valid.containsKey(key);
        if (entry.state() == Entry.State.COMMITTED) {
            String txId = entry.envelope().orElseThrow().txId();
            require(
                    onChain && entry.block() == valid.getOrDefault(key, -1L) && txId.equals(txOf.get(key)),
                    "%s is held for committed as %s in block %d, which the chain does not say",
                    entry.intent(),
                    txId,
                    entry.block());
        } else {
            require(
                    entry.state() == Entry.State.REFUSED && !isBatch(entry),
                    "%s was given up as %s, which only bytes that are no batch may be",
                    entry.intent(),
                    entry.state());
            require(!onChain, "%s is held for %s, but is valid in a block", entry.intent(), entry.state());
        }
    }

    private static boolean isBatch(Entry entry) {
        try {
            Batch.decode(entry.intent().batch());
            return true;
        } catch (MalformedInput e) {
            return false;
        }
    }
}
