package clearing.simulation.member;

import clearing.kernel.Caller;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.TxContext;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.Orderer;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Proposal;
import clearing.simulation.ledger.Status;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.workload.Desk;
import clearing.simulation.workload.Errand;
import clearing.simulation.workload.Mix;
import clearing.simulation.workload.Sightings;
import clearing.simulation.workload.Work;
import java.util.List;
import java.util.Optional;

/**
 * A member's clearing agent. A round is worked out of the ledger and not stored: one that does not come through is worked out again
 * from what the ledger holds then. After the world has healed it settles and offsets until nothing moves any more.
 */
public final class Agent extends Host {
    private static final int PATIENCE_MILLIS = 6_000;
    private static final int TRIES = 8;

    private final Peer peer;
    private final Orderer orderer;
    private final Gateway gateway;
    private final Clock clock;
    private final Desk desk;
    private final Mix mix;
    private final int periodMillis;
    private boolean draining;
    private int turn;
    /** What the draining rounds saw when they found nothing, and how many of them in a row. */
    private Seen quietAt = new Seen(-1, List.of());

    private int quietTurns;
    private int attempt;
    private boolean busy;

    public Agent(
            Ground ground,
            int site,
            List<Peer> peers,
            Orderer orderer,
            int majority,
            Clock clock,
            Desk desk,
            Mix mix,
            int periodMillis) {
        super(ground, "agent." + peers.get(site).member(), site);
        this.peer = peers.get(site);
        this.orderer = orderer;
        this.gateway = new Gateway(ground, this, peers, site, majority);
        this.clock = clock;
        this.desk = desk;
        this.mix = mix;
        this.periodMillis = periodMillis;
    }

    public void start() {
        later(1 + ground.draw().below(periodMillis), "looks for work", "", () -> {
            if (!busy) {
                act();
            }
            start();
        });
    }

    /** From now on all that can settle is to settle. */
    public void drain() {
        draining = true;
        attempt++;
        busy = false;
    }

    /** What a round is worked out of: the blocks and the business days. */
    private record Seen(long height, List<Integer> days) {}

    private Seen seen() {
        return new Seen(peer.height(), desk.days());
    }

    /** Whether this agent has found that nothing moves at that height and on this day. */
    public boolean quiet(long height) {
        return quietAt.equals(new Seen(height, desk.days()))
                && quietTurns >= Mix.draining().size();
    }

    private void act() {
        Seen now = seen();
        if (draining && quiet(now.height())) {
            return;
        }
        Optional<Errand> errand = draining ? nextDraining(now.height()) : mix.next(desk);
        for (int tries = 1; tries < TRIES && !draining && errand.isEmpty(); tries++) {
            errand = mix.next(desk);
        }
        errand.ifPresentOrElse(this::propose, () -> found(now));
    }

    private Optional<Errand> nextDraining(long height) {
        if (desk.height() != height) {
            return Optional.empty();
        }
        List<Work> works = Mix.draining();
        return works.get(turn++ % works.size()).next(desk);
    }

    /** There was nothing to move. */
    private void found(Seen then) {
        if (!draining) {
            return;
        }
        if (!quietAt.equals(then)) {
            quietAt = then;
            quietTurns = 0;
        }
        if (desk.height() == then.height()) {
            quietTurns++;
        }
    }

    private void propose(Errand errand) {
        int number = ++attempt;
        busy = true;
        Seen then = seen();
        TxContext tx = new TxContext(ground.newTxId(), clock.now());
        Caller caller = new Caller(desk.member(), errand.roles());
        port("propose round");
        gateway.propose(new Proposal(tx, caller, "", errand.batch()), new Gateway.Outcome() {
            @Override
            public void endorsed(Envelope envelope) {
                if (number == attempt && envelope.result().writes().isEmpty()) {
                    nothingMoves(number, then, envelope);
                } else if (number == attempt) {
                    send(number, envelope);
                }
            }

            @Override
            public void declined(boolean ofClock, String sentence) {
                giveUp(number);
            }

            @Override
            public void disagreed() {
                giveUp(number);
            }
        });
        later(PATIENCE_MILLIS, "gives up waiting for", tx.txId(), () -> giveUp(number));
    }

    /**
     * What moves nothing is not sent. What was refused by a clock that was ahead is asked for again; an agent whose member is in default never
     * finds that nothing is left to do.
     */
    private void nothingMoves(int number, Seen then, Envelope envelope) {
        List<Outcome> outcomes = Outcome.decode(envelope.result().outcomes());
        Sightings.outcomes(ground, outcomes);
        if (!isCurrent(envelope)) {
            giveUp(number);
        } else if (outcomes.stream()
                .noneMatch(outcome -> outcome.code() == ResultCode.TIME_RUNS_BACKWARDS
                        || outcome.code() == ResultCode.MEMBER_IN_DEFAULT)) {
            busy = false;
            found(then);
        }
    }

    /** Whether those who endorsed had read what the member's own peer holds: some may still be behind. */
    private boolean isCurrent(Envelope envelope) {
        return envelope.result().reads().entrySet().stream()
                .allMatch(read -> peer.state().version(read.getKey()) == read.getValue());
    }

    /** Nothing came of it: what was found before counts no more, since this is not known. */
    private void giveUp(int number) {
        if (number == attempt && busy) {
            busy = false;
            quietTurns = 0;
        }
    }

    private void send(int number, Envelope envelope) {
        port("send round");
        ground.wire().send(this, orderer, "takes in", envelope, () -> orderer.receive(envelope, this, () -> {}));
        ground.wire()
                .send(
                        this,
                        peer,
                        "is asked for the status of",
                        envelope,
                        () -> peer.status(
                                envelope.txId(),
                                status -> ground.wire()
                                        .send(
                                                peer,
                                                this,
                                                "learns the status of",
                                                envelope,
                                                () -> decided(number, status))));
    }

    private void decided(int number, Status status) {
        if (status.code() == TxCode.MVCC_READ_CONFLICT) {
            ground.note(Situation.TWO_AGENTS_RACED);
        }
        giveUp(number);
    }

    @Override
    protected void lose() {
        busy = false;
        attempt++;
    }

    @Override
    protected void recover() {
        start();
    }
}
