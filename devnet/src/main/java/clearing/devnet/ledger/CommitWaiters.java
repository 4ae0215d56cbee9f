package clearing.devnet.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The commits so far by transaction id, and who waits for one. */
final class CommitWaiters {

    private final Map<String, TransactionStatus> committed = new HashMap<>();
    private final Map<String, Set<CompletableFuture<TransactionStatus>>> waiting = new HashMap<>();

    synchronized boolean isCommitted(String transactionId) {
        return committed.containsKey(transactionId);
    }

    /** The status when it is known; cancel the future to stop waiting. */
    synchronized CompletableFuture<TransactionStatus> await(String transactionId) {
        var known = committed.get(transactionId);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        var future = new CompletableFuture<TransactionStatus>();
        waiting.computeIfAbsent(transactionId, id -> new HashSet<>()).add(future);
        return future.whenComplete((status, failure) -> forget(transactionId, future));
    }

    private synchronized void forget(String transactionId, CompletableFuture<TransactionStatus> future) {
        waiting.computeIfPresent(transactionId, (id, futures) -> {
            futures.remove(future);
            return futures.isEmpty() ? null : futures;
        });
    }

    /** Records a commit and tells those who wait. The first commit of an id counts. */
    void committed(String transactionId, TransactionStatus status) {
        Set<CompletableFuture<TransactionStatus>> told;
        TransactionStatus first;
        synchronized (this) {
            committed.putIfAbsent(transactionId, status);
            first = committed.get(transactionId);
            var futures = waiting.remove(transactionId);
            told = futures == null ? Set.of() : Set.copyOf(futures);
        }
        told.forEach(future -> future.complete(first));
    }
}
