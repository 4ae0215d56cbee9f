package clearing.simulation.member;

import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Host;
import clearing.simulation.engine.Situation;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Delivered;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Validation;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the chain from the member's own peer into the member's books: each block once, in order, with the cursor in the same commit as
 * the effects. Two consumers may run at once; the books let the newer one write.
 */
public final class Projection extends Host {
    private static final int ASK_MILLIS = 3_000;
    private static final int BLOCKS_AT_ONCE = 8;

    private final Peer peer;
    private final Validation validation;
    private final Contract contract;
    private final ProjectionWatch watch;
    private final Books books = new Books();
    private boolean committing;

    public Projection(
            Ground ground, int site, Peer peer, Validation validation, Contract contract, ProjectionWatch watch) {
        super(ground, "projection." + peer.member(), site);
        this.peer = peer;
        this.validation = validation;
        this.contract = contract;
        this.watch = watch;
    }

    public String member() {
        return peer.member();
    }

    public Books books() {
        return books;
    }

    /** Takes in the block that the network begins with. */
    public void join(Delivered first) {
        long epoch = books.takeOver();
        BlockReading reading = new BlockReading(books, validation, contract);
        Books.Page page = reading.read(first).orElseThrow();
        books.commit(epoch, first.block(), page, reading.writes());
        watch.committed(this, epoch, page);
    }

    /** Starts reading where the books end. */
    public void start() {
        Consumer consumer = new Consumer(books.takeOver(), books.cursor());
        consumer.ask();
    }

    /** A second consumer starts, as after a pause that was taken for a failure; the first does not know. */
    public void takeOver() {
        ground.note(Situation.TAKEN_OVER);
        start();
    }

    /** One reader of the chain. */
    private final class Consumer {
        private final long epoch;
        private final TreeMap<Long, Delivered> early = new TreeMap<>();
        private long next;
        private boolean over;

        Consumer(long epoch, long next) {
            this.epoch = epoch;
            this.next = next;
        }

        void ask() {
            if (over) {
                return;
            }
            port("ask for blocks");
            request();
            later(ASK_MILLIS + ground.draw().below(ASK_MILLIS), "asks for blocks from", next, this::ask);
        }

        private void request() {
            long from = next;
            ground.wire()
                    .send(
                            Projection.this,
                            peer,
                            "is asked to deliver from",
                            from,
                            () -> peer.deliver(this, from, BLOCKS_AT_ONCE, this::show));
        }

        private void show(Delivered delivered) {
            ground.wire().send(peer, Projection.this, "reads", delivered, () -> read(delivered));
        }

        private void read(Delivered delivered) {
            long number = delivered.block().number();
            if (over || number < next) {
                ground.note(Situation.BLOCK_AGAIN);
                return;
            }
            early.put(number, delivered);
            if (number > next) {
                ground.note(Situation.BLOCK_OUT_OF_ORDER);
            }
            boolean more = true;
            while (more) {
                Optional<Delivered> due = Optional.ofNullable(early.remove(next));
                more = due.isPresent() && take(due.get());
            }
        }

        private boolean take(Delivered delivered) {
            BlockReading reading = new BlockReading(books, validation, contract);
            if (books.cursor() != next) {
                fenced();
                return false;
            }
            Optional<Books.Page> page = reading.read(delivered);
            if (page.isEmpty()) {
                ground.note(Situation.BLOCK_FORGED);
                request();
                return false;
            }
            port("begin");
            if (!books.commit(epoch, delivered.block(), page.get(), reading.writes())) {
                fenced();
                return false;
            }
            watch.committed(Projection.this, epoch, page.get());
            committing = true;
            port("commit");
            committing = false;
            next++;
            if (early.isEmpty()) {
                request();
            }
            return true;
        }

        private void fenced() {
            ground.note(Situation.FENCED);
            over = true;
        }
    }

    @Override
    protected void lose() {
        if (committing) {
            ground.note(Situation.ACK_LOST_AFTER_COMMIT);
            committing = false;
        }
    }

    @Override
    protected void recover() {
        start();
    }
}
