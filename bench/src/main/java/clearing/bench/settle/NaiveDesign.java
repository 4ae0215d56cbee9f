package clearing.bench.settle;

import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The usual design under load. */
final class NaiveDesign {
    private static final long PLENTY = 1_000_000_000_000L;

    private final LedgerGateway ledger;
    private final int clients;
    private final AtomicLong trade = new AtomicLong();

    NaiveDesign(LedgerGateway ledger, int clients) {
        this.ledger = ledger;
        this.clients = clients;
    }

    /** Opens two accounts for each client, and ten that all fight for. */
    void open() throws LedgerException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            open("hot" + i);
        }
        Load.Result opened = new Load().once(clients, (client, n) -> {
            open("a" + client);
            open("b" + client);
        });
        if (opened.aborted() > 0) {
            throw new IllegalStateException("accounts of the baseline could not be opened");
        }
    }

    private void open(String account) throws LedgerException {
        Load.transact(ledger, "open", Load.text(account), Load.text(Long.toString(PLENTY)));
    }

    /** One transaction a trade; no two of them ever touch the same account at the same time. */
    Load.Result withoutConflicts(Duration time) throws InterruptedException {
        return new Load().run(clients, time, (client, n) -> move("a" + client, "b" + client));
    }

    /** One transaction a trade, between ten accounts. */
    Load.Result hot(Duration time, long seed) throws InterruptedException {
        return new Load().run(clients, time, (client, n) -> {
            SplittableRandom random = new SplittableRandom(seed + client * 1_000_003L + n);
            int from = random.nextInt(10);
            int to = (from + 1 + random.nextInt(9)) % 10;
            move("hot" + from, "hot" + to);
        });
    }

    private void move(String from, String to) throws LedgerException {
        String id = Long.toString(trade.incrementAndGet());
        Load.transact(ledger, "trade", Load.text(id), Load.text(from), Load.text(to), Load.text("1"));
    }

    /** Record, affirm and settle, one after the other; milliseconds until the last is final. */
    double threeInARow() throws LedgerException {
        byte[] id = Load.text("slow" + trade.incrementAndGet());
        long start = System.nanoTime();
        Load.transact(ledger, "record", id, Load.text("a0"), Load.text("b0"), Load.text("1"));
        Load.transact(ledger, "affirm", id);
        Load.transact(ledger, "settle", id);
        return (System.nanoTime() - start) / 1e6;
    }
}
