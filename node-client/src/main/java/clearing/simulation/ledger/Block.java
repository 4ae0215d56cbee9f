package clearing.simulation.ledger;

import java.util.List;

/**
 * Envelopes in their order.
 *
 * @param number from 0
 * @param previous hash of the block before, 0 for the first
 * @param hash over number, previous hash and envelopes
 * @param signed whether the orderers signed that hash; nobody else can
 */
public record Block(long number, List<Envelope> envelopes, long previous, long hash, boolean signed) {
    public Block {
        envelopes = List.copyOf(envelopes);
    }

    static Block cut(long number, List<Envelope> envelopes, long previous) {
        return new Block(number, envelopes, previous, hash(number, envelopes, previous), true);
    }

    /** The block with other content: hashed anew and not signed, or under the old hash and signature. */
    Block with(List<Envelope> content, boolean hashedAgain) {
        return hashedAgain
                ? new Block(number, content, previous, hash(number, content, previous), false)
                : new Block(number, content, previous, hash, signed);
    }

    /** Whether the content is what the orderers hashed and signed. */
    public boolean intact() {
        return signed && hash == hash(number, envelopes, previous);
    }

    private static long hash(long number, List<Envelope> envelopes, long previous) {
        Fingerprint print = new Fingerprint().add(number).add(previous);
        envelopes.forEach(envelope -> print.add(envelope.fingerprint()));
        return print.value();
    }

    @Override
    public String toString() {
        return "block " + number + " " + envelopes;
    }
}
