package clearing.simulation.member;

import clearing.kernel.TxContext;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import clearing.simulation.ledger.Endorsement;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.Forgery;
import clearing.simulation.ledger.Orderer;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Proposal;
import clearing.simulation.ledger.Result;
import clearing.simulation.ledger.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A member's client. The intent is stored before anything is sent; the signed envelope is stored before it is sent; what is not known is
 * asked for and the same envelope sent again; a new proposal is made only when the old envelope was found in a block as invalid through
 * a conflict of versions, so that it can never commit.
 */
public final class Courier extends Host {
    private static final int ENDORSE_MILLIS = 3_000;
    private static final int STATUS_MILLIS = 4_000;
    private static final int PAUSE_MILLIS = 300;
    private static final int CLOCK_PAUSE_MILLIS = 30_000;

    private final Peer peer;
    private final Orderer orderer;
    private final Gateway gateway;
    private final Clock clock;
    private final Outbox outbox = new Outbox();
    /** Which try of each intent is under way; what belongs to an earlier one is passed over. */
    private final Map<String, Integer> tries = new HashMap<>();

    private int lastTry;

    public Courier(Ground ground, int site, List<Peer> peers, Orderer orderer, int majority, Clock clock) {
        super(ground, "client." + peers.get(site).member(), site);
        this.peer = peers.get(site);
        this.orderer = orderer;
        this.gateway = new Gateway(ground, this, peers, site, majority);
        this.clock = clock;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Stores a wish and sees to it until it has come to its end. */
    public void want(Intent intent) {
        port("store intent");
        outbox.store(intent);
        port("stored intent");
        drive(intent.key());
    }

    private void drive(String key) {
        Entry entry = outbox.find(key);
        switch (entry.state()) {
            case NEW -> propose(entry.intent());
            case ENDORSED -> send(key, entry.envelope().orElseThrow());
            case SENT, UNKNOWN -> ask(key, entry.envelope().orElseThrow());
            case COMMITTED, INVALID, REFUSED -> tries.remove(key);
        }
    }

    private int newTry(String key) {
        tries.put(key, ++lastTry);
        return lastTry;
    }

    private boolean current(String key, int number) {
        return tries.getOrDefault(key, 0) == number;
    }

    private void propose(Intent intent) {
        String key = intent.key();
        int number = newTry(key);
        TxContext tx = new TxContext(ground.newTxId(), clock.now());
        Proposal proposal = new Proposal(tx, intent.caller(), key, intent.batch());
        port("propose");
        gateway.propose(proposal, new Gateway.Outcome() {
            @Override
            public void endorsed(Envelope envelope) {
                if (current(key, number)) {
                    store(key, envelope);
                }
            }

            @Override
            public void declined(boolean ofClock, String sentence) {
                if (!current(key, number)) {
                    return;
                }
                if (ofClock) {
                    retry(key, number, CLOCK_PAUSE_MILLIS);
                } else {
                    outbox.change(key, entry -> entry.to(Entry.State.REFUSED));
                }
            }

            @Override
            public void disagreed() {
                if (current(key, number)) {
                    retry(key, number, PAUSE_MILLIS);
                }
            }
        });
        retry(key, number, ENDORSE_MILLIS);
    }

    private void retry(String key, int number, int millis) {
        later(millis + ground.draw().below(PAUSE_MILLIS), "takes up again", key, () -> {
            if (current(key, number)) {
                drive(key);
            }
        });
    }

    private void store(String key, Envelope envelope) {
        port("store envelope");
        outbox.change(key, entry -> entry.endorsed(envelope));
        port("stored envelope");
        lieInBlock(envelope);
        send(key, envelope);
    }

    private void send(String key, Envelope envelope) {
        int number = newTry(key);
        port("send");
        ground.wire()
                .send(
                        this,
                        orderer,
                        "takes in",
                        envelope,
                        () -> orderer.receive(envelope, this, () -> {
                            if (current(key, number) && outbox.find(key).state() == Entry.State.ENDORSED) {
                                outbox.change(key, entry -> entry.to(Entry.State.SENT));
                                ask(key, envelope);
                            }
                        }));
        expire(key, number);
    }

    private void ask(String key, Envelope envelope) {
        int number = newTry(key);
        port("ask for status");
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
                                                () -> decide(key, envelope, status))));
        expire(key, number);
    }

    /** What did not come in time is unknown: the same envelope goes out again. */
    private void expire(String key, int number) {
        later(STATUS_MILLIS + ground.draw().below(PAUSE_MILLIS), "has waited long enough for", key, () -> {
            if (current(key, number)) {
                outbox.change(key, entry -> entry.to(Entry.State.UNKNOWN));
                ground.note(Situation.SAME_ENVELOPE_AGAIN);
                Envelope envelope = outbox.find(key).envelope().orElseThrow();
                port("send again");
                ground.wire()
                        .send(
                                this,
                                orderer,
                                "takes in again",
                                envelope,
                                () -> orderer.receive(envelope, this, () -> {}));
                ask(key, envelope);
            }
        });
    }

    private void decide(String key, Envelope envelope, Status status) {
        Entry entry = outbox.find(key);
        boolean same = entry.envelope()
                .map(mine -> mine.txId().equals(envelope.txId()))
                .orElse(false);
        if (entry.state().terminal() || !same) {
            return;
        }
        port("store status");
        switch (status.code()) {
            case VALID -> {
                if (entry.doubted()) {
                    ground.note(Situation.UNKNOWN_TURNED_VALID);
                }
                outbox.change(key, known -> known.decided(Entry.State.COMMITTED, status.block()));
            }
            case MVCC_READ_CONFLICT -> {
                ground.note(Situation.NEW_PROPOSAL);
                outbox.change(key, Entry::renewed);
            }
            case DUPLICATE_TXID, ENDORSEMENT_POLICY_FAILURE ->
                outbox.change(key, known -> known.decided(Entry.State.INVALID, status.block()));
        }
        port("stored status");
        drive(key);
    }

    /** Where this member lies: the result that it would like better, endorsed by nobody else. */
    private void lieInBlock(Envelope honest) {
        if (!ground.draw().permille(ground.swarm().liar())
                || honest.result().writes().isEmpty()) {
            return;
        }
        Proposal before = honest.proposal();
        Proposal proposal = new Proposal(
                new TxContext(ground.newTxId(), before.tx().timestamp()), before.caller(), "lie", before.batch());
        Result result = Forgery.lie(honest.result());
        Endorsement own = new Endorsement(peer.member(), result, result.fingerprint(proposal.txId()));
        Envelope lie = new Envelope(proposal, result, List.of(own, own, own, own));
        ground.wire().send(this, orderer, "takes in a lie", lie, () -> orderer.receive(lie, this, () -> {}));
    }

    @Override
    protected void lose() {
        tries.clear();
    }

    @Override
    protected void recover() {
        outbox.open().forEach(entry -> drive(entry.intent().key()));
    }
}
