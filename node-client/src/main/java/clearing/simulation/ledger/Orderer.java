package clearing.simulation.ledger;

import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts envelopes in one order and cuts blocks. An acknowledgement is no promise: what is not in a block yet is lost when it falls. It
 * looks into no envelope, so a second copy goes into a block like the first.
 */
public final class Orderer extends Host {
    private static final int CUT_MILLIS = 200;
    private static final int BLOCKS_A_PULL = 8;

    private final List<Block> blocks = new ArrayList<>();
    private final int blockSize;
    private List<Peer> peers = List.of();
    private List<Envelope> pending = new ArrayList<>();

    /** @param blockSize most envelopes in a block */
    public Orderer(Ground ground, int site, int blockSize) {
        super(ground, "orderer", site);
        this.blockSize = blockSize;
    }

    public void serve(List<Peer> all) {
        peers = List.copyOf(all);
    }

    /** The block that the network begins with. */
    public Block begin(List<Envelope> envelopes) {
        Block first = Block.cut(0, envelopes, 0);
        blocks.add(first);
        return first;
    }

    /** Whether everything that it took in is in a block. */
    public boolean idle() {
        return pending.isEmpty();
    }

    /** All blocks in order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** Takes an envelope. */
    public void receive(Envelope envelope, Host sender, Runnable acknowledged) {
        port("receive");
        ground.wire().send(this, sender, "hears that the orderer has", envelope, acknowledged);
        if (ground.draw().permille(ground.swarm().forgetful())) {
            ground.note(Situation.ENVELOPE_FORGOTTEN);
            return;
        }
        pending.add(envelope);
        if (pending.size() >= blockSize) {
            cut();
        } else if (pending.size() == 1) {
            later(CUT_MILLIS, "cuts when due", "", this::cut);
        }
    }

    private void cut() {
        if (pending.isEmpty()) {
            return;
        }
        List<Envelope> content = pending;
        pending = new ArrayList<>();
        port("write block");
        long previous = blocks.isEmpty() ? 0 : blocks.getLast().hash();
        Block block = Block.cut(blocks.size(), content, previous);
        blocks.add(block);
        port("send block");
        peers.forEach(peer -> ground.wire().send(this, peer, "receives", block, () -> peer.receive(block)));
    }

    /** A peer asks for blocks from a height on. */
    public void pull(Peer peer, long from) {
        long to = Math.min(blocks.size(), from + BLOCKS_A_PULL);
        for (long number = from; number < to; number++) {
            Block block = blocks.get((int) number);
            ground.wire().send(this, peer, "receives on demand", block, () -> peer.receive(block));
        }
    }

    @Override
    protected void lose() {
        pending = new ArrayList<>();
    }

    @Override
    protected void recover() {
        // Blocks are on the disk; whoever misses one asks for it.
    }
}
