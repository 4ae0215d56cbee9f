package clearing.simulation.ledger;

import java.util.List;

/** A signed transaction: sending the same one again is always safe. */
public record Envelope(Proposal proposal, Result result, List<Endorsement> endorsements) {
    public Envelope {
        endorsements = List.copyOf(endorsements);
    }

    public String txId() {
        return proposal.txId();
    }

    /** The envelope's bytes, as far as hashes see them. */
    long fingerprint() {
        return new Fingerprint()
                .add(result.fingerprint(proposal.txId()))
                .add(proposal.batch())
                .add(endorsements.size())
                .value();
    }

    @Override
    public String toString() {
        return proposal.toString();
    }
}
