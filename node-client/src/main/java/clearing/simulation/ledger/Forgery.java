package clearing.simulation.ledger;

import clearing.simulation.engine.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a peer that lies does: endorse what it did not compute, or show its member a block that is not the chain's. */
public final class Forgery {
    private final Ground ground;
    private final int site;

    Forgery(Ground ground, int site) {
        this.ground = ground;
        this.site = site;
    }

    Result maybeLie(Result honest) {
        boolean lies =
                site == ground.liar() && ground.draw().permille(ground.swarm().liar());
        return lies && !honest.writes().isEmpty() ? lie(honest) : honest;
    }

    /** Another value under one of the keys. */
    public static Result lie(Result honest) {
        SortedMap<String, byte[]> writes = new TreeMap<>(honest.writes());
        writes.computeIfPresent(writes.lastKey(), (key, value) -> {
            byte[] other = value.clone();
            other[other.length - 1] ^= 1;
            return other;
        });
        return new Result(honest.reads(), writes, honest.outcomes());
    }

    Delivered maybeForge(Delivered honest) {
        if (!ground.draw().permille(ground.swarm().forger())) {
            return honest;
        }
        return switch (ground.draw().below(3)) {
            case 0 -> new Delivered(altered(honest.block(), false), honest.codes());
            case 1 -> new Delivered(altered(honest.block(), true), honest.codes());
            default -> new Delivered(honest.block(), turned(honest.codes()));
        };
    }

    private static Block altered(Block block, boolean hashedAgain) {
        List<Envelope> envelopes = new ArrayList<>(block.envelopes());
        Envelope last = envelopes.removeLast();
        if (!last.result().writes().isEmpty()) {
            envelopes.add(new Envelope(last.proposal(), lie(last.result()), last.endorsements()));
        }
        return block.with(envelopes, hashedAgain);
    }

    private static List<TxCode> turned(List<TxCode> codes) {
        List<TxCode> turned = new ArrayList<>(codes);
        TxCode last = turned.removeLast();
        turned.add(last == TxCode.VALID ? TxCode.MVCC_READ_CONFLICT : TxCode.VALID);
        return turned;
    }
}
