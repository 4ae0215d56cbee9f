package clearing.simulation.member;

import clearing.kernel.Effect;
import clearing.kernel.Transition;
import clearing.kernel.state.LedgerState;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Delivered;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.ledger.Validation;
import clearing.simulation.ledger.VersionedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** A member reads a block and believes nothing of it: signature, chain, codes and every write are checked before effects are derived. */
final class BlockReading {
    private final Books books;
    private final Validation validation;
    private final Contract contract;
    private final SortedMap<String, Books.Write> writes = new TreeMap<>();
    private final List<List<Effect>> effects = new ArrayList<>();

    BlockReading(Books books, Validation validation, Contract contract) {
        this.books = books;
        this.validation = validation;
        this.contract = contract;
    }

    /** What the block comes to, or empty when it is not the chain's. */
    Optional<Books.Page> read(Delivered delivered) {
        Block block = delivered.block();
        if (!block.intact() || block.previous() != books.lastHash()) {
            return Optional.empty();
        }
        List<TxCode> codes = validation.codes(block, books.state(), books.transactions());
        if (!codes.equals(delivered.codes())) {
            return Optional.empty();
        }
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) != TxCode.VALID) {
                effects.add(List.of());
            } else if (!apply(block.envelopes().get(i), VersionedState.version(block.number(), i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Books.Page(block.number(), codes, effects));
    }

    /** The writes of the block. */
    SortedMap<String, Books.Write> writes() {
        return writes;
    }

    private boolean apply(Envelope envelope, long version) {
        LedgerState seen = key -> {
            Books.Write own = writes.get(key);
            return own == null ? books.state().get(key) : Optional.of(own.value());
        };
        ToLongFunction<String> versions = key -> {
            Books.Write own = writes.get(key);
            return own == null ? books.state().version(key) : own.version();
        };
        Transition mine = contract.read(envelope.proposal(), seen, versions).transition();
        if (!same(mine.writes(), envelope.result().writes())) {
            return false;
        }
        mine.writes().forEach((key, value) -> writes.put(key, new Books.Write(value, version)));
        effects.add(mine.effects());
        return true;
    }

    private static boolean same(Map<String, byte[]> mine, Map<String, byte[]> theirs) {
        return mine.size() == theirs.size()
                && mine.entrySet().stream()
                        .allMatch(write -> Arrays.equals(write.getValue(), theirs.get(write.getKey())));
    }
}
