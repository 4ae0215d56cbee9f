package clearing.devnet.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The commits so far by transaction id, and who waits for one. */
final class CommitWaiters {

    private final Map<String, TransactionStatus> committed = new HashMap<>();
    private final Map<String, Map<Long, CompletableFuture<TransactionStatus>>> waiting = new HashMap<>();
    private long tickets;

    synchronized boolean isCommitted(String transactionId) {
        return committed.containsKey(transactionId);
    }

    /** The status when it is known; cancel the future to stop waiting. */
    CompletableFuture<TransactionStatus> await(String transactionId) {
        var future = new CompletableFuture<TransactionStatus>();
        long ticket;
        synchronized (this) {
            var known = committed.get(transactionId);
            if (known != null) {
                future.complete(known);
                return future;
            }
            ticket = tickets++;
            waiting.computeIfAbsent(transactionId, id -> new HashMap<>()).put(ticket, future);
        }
        var unused = future.whenComplete((status, failure) -> forget(transactionId, ticket));
        return future;
    }

    private synchronized void forget(String transactionId, long ticket) {
        waiting.computeIfPresent(transactionId, (id, futures) -> {
            futures.remove(ticket);
            return futures.isEmpty() ? null : futures;
        });
    }

    /** Records a commit and tells those who wait. The first commit of an id counts. */
    void committed(String transactionId, TransactionStatus status) {
        List<CompletableFuture<TransactionStatus>> told = List.of();
        TransactionStatus first;
        synchronized (this) {
            var earlier = committed.putIfAbsent(transactionId, status);
            first = earlier == null ? status : earlier;
            var futures = waiting.remove(transactionId);
            if (futures != null) {
                told = List.copyOf(futures.values());
            }
        }
        told.forEach(future -> future.complete(first));
    }
}
