package clearing.simulation.ledger;

import clearing.kernel.MalformedInput;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A member's peer: endorses, validates and commits on its own, and shows its member what it committed. Blocks and state are durable,
 * each for itself; between the two it can fall.
 */
public final class Peer extends Host {
    /** As the contract has it: a proposal's time may be this far from the endorser's clock. */
    static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    private static final int PULL_MILLIS = 2_000;

    private final String member;
    private final Orderer orderer;
    private final Validation validation;
    private final Contract contract;
    private final LedgerWatch watch;
    private final Forgery forgery;

    private final List<Block> blocks = new ArrayList<>();
    private final List<List<TxCode>> codes = new ArrayList<>();
    private final VersionedState state = new VersionedState();
    private final Map<String, Status> index = new HashMap<>();
    private long height;

    private final TreeMap<Long, Block> early = new TreeMap<>();
    private final Map<String, List<Consumer<Status>>> asked = new HashMap<>();
    private final Map<Object, Runnable> parked = new LinkedHashMap<>();

    public Peer(
            Ground ground,
            int site,
            String member,
            Orderer orderer,
            Validation validation,
            Contract contract,
            LedgerWatch watch) {
        super(ground, "peer." + member, site);
        this.member = member;
        this.orderer = orderer;
        this.validation = validation;
        this.contract = contract;
        this.watch = watch;
        this.forgery = new Forgery(ground, site);
        pullRegularly();
    }

    public String member() {
        return member;
    }

    /** Blocks whose transactions are in the state. */
    public long height() {
        return height;
    }

    public VersionedState state() {
        return state;
    }

    /** What this peer found of each block. */
    public List<List<TxCode>> codes() {
        return codes;
    }

    /** Takes in the blocks that the network begins with. */
    public void join(Block block) {
        blocks.add(block);
        apply(block);
    }

    /** Simulates and signs. */
    public Answer endorse(Proposal proposal) {
        port("endorse");
        Duration off = Duration.between(proposal.tx().timestamp(), ground.now()).abs();
        if (off.compareTo(TIME_WINDOW) > 0) {
            ground.note(Situation.CLOCK_REFUSED);
            return new Answer.Declined(true, "the proposal's time is more than 15 minutes from this peer's clock");
        }
        try {
            Contract.Run run = contract.endorse(proposal, state::get, state::version);
            Result honest = new Result(
                    run.reads(), run.transition().writes(), run.transition().encodeOutcomes());
            Result result = forgery.maybeLie(honest);
            return new Answer.Endorsed(new Endorsement(member, result, result.fingerprint(proposal.txId())));
        } catch (MalformedInput e) {
            return new Answer.Declined(false, e.field() + " " + e.sentence());
        }
    }

    /** A block arrives: perhaps again, perhaps before its turn. */
    public void receive(Block block) {
        if (block.number() < blocks.size()) {
            ground.note(Situation.BLOCK_AGAIN);
            return;
        }
        early.put(block.number(), block);
        if (block.number() > blocks.size()) {
            ground.note(Situation.BLOCK_OUT_OF_ORDER);
        }
        for (Block next = early.remove((long) blocks.size()); next != null; next = early.remove((long) blocks.size())) {
            commit(next);
        }
    }

    private void commit(Block block) {
        port("store block");
        blocks.add(block);
        port("apply block");
        apply(block);
    }

    private void apply(Block block) {
        List<TxCode> found = validation.codes(block, state, index.keySet());
        for (int i = 0; i < found.size(); i++) {
            Envelope envelope = block.envelopes().get(i);
            if (found.get(i) == TxCode.VALID) {
                long version = VersionedState.version(block.number(), i);
                envelope.result().writes().forEach((key, value) -> state.put(key, value, version));
            }
            index.putIfAbsent(envelope.txId(), new Status(found.get(i), block.number()));
        }
        codes.add(found);
        height++;
        watch.committed(this, block, found);
        tellThoseWhoAsked(block);
    }

    private void tellThoseWhoAsked(Block block) {
        for (Envelope envelope : block.envelopes()) {
            List<Consumer<Status>> waiting = asked.remove(envelope.txId());
            if (waiting != null) {
                Status status = statusOf(envelope.txId());
                waiting.forEach(answer -> answer.accept(status));
            }
        }
        List<Runnable> next = List.copyOf(parked.values());
        parked.clear();
        next.forEach(Runnable::run);
    }

    private Status statusOf(String txId) {
        Status status = index.get(txId);
        if (status == null) {
            throw new IllegalStateException(txId + " is in no block of " + name());
        }
        return status;
    }

    /** Answers what became of a transaction: now, or when a block brings it. */
    public void status(String txId, Consumer<Status> answer) {
        port("status");
        if (index.containsKey(txId)) {
            answer.accept(statusOf(txId));
        } else {
            asked.computeIfAbsent(txId, id -> new ArrayList<>()).add(answer);
        }
    }

    /**
     * Shows blocks from a height on, as many as there are; when there are none, the next one.
     *
     * @param reader whose wish an earlier one of the same reader gives way to
     */
    public void deliver(Object reader, long from, int most, Consumer<Delivered> consumer) {
        port("deliver");
        if (from >= height) {
            parked.put(reader, () -> deliver(reader, from, most, consumer));
            return;
        }
        long to = Math.min(height, from + most);
        for (long number = from; number < to; number++) {
            consumer.accept(forgery.maybeForge(new Delivered(blocks.get((int) number), codes.get((int) number))));
        }
    }

    @Override
    protected void lose() {
        early.clear();
        asked.clear();
        parked.clear();
    }

    @Override
    protected void recover() {
        if (height < blocks.size()) {
            ground.note(Situation.STATE_BEHIND_BLOCKS);
            apply(blocks.get((int) height));
        }
        pullRegularly();
    }

    private void pullRegularly() {
        later(PULL_MILLIS + ground.draw().below(PULL_MILLIS), "asks for blocks", "", () -> {
            long from = blocks.size();
            if (from < orderer.blocks().size()) {
                ground.wire().send(this, orderer, "is asked for blocks from", from, () -> orderer.pull(this, from));
            }
            pullRegularly();
        });
    }
}
