package clearing.messages;

import java.util.function.Consumer;

/**
 * Facts that can be gone through more than once, in the ledger's order, and are the same each time.
 *
 * @param <T> the fact
 */
@FunctionalInterface
public interface Ledgered<T> {
    /** Gives each fact to the consumer. */
    void each(Consumer<? super T> to);
}
