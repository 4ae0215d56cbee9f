package clearing.simulation.ledger;

import java.util.List;

/** A block as a peer shows it, with the codes that the peer found; those are under nobody's signature. */
public record Delivered(Block block, List<TxCode> codes) {
    @Override
    public String toString() {
        return block + " " + codes;
    }
}
