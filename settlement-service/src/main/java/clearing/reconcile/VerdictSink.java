package clearing.reconcile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears verdicts one by one. Those that come by the million come as plain numbers; each means what the {@link Verdict} of its name
 * means. Ids are the row numbers that {@link ItemBatch} gave.
 */
public interface VerdictSink {
    /** One posting and one booking agree, by the rule {@link Rules#BY_REFERENCE} in its version {@link Rules#VERSION}. */
    void paired(AccountKey key, long posting, long booking);

    /** The item waits for the other side until {@code dueOn} is closed. */
    void pending(Side side, long id, AccountKey key, LocalDate dueOn);

    /** The posting is from before the books. */
    void carried(long posting, AccountKey key);

    /** Anything else. */
    void verdict(Verdict verdict);

    /** Hears several. */
    default void verdicts(List<Verdict> verdicts) {
        verdicts.forEach(this::verdict);
    }

    /** Hears nothing. */
    final class Ignored implements VerdictSink {
        @Override
        public void paired(AccountKey key, long posting, long booking) {}

        @Override
        public void pending(Side side, long id, AccountKey key, LocalDate dueOn) {}

        @Override
        public void carried(long posting, AccountKey key) {}

        @Override
        public void verdict(Verdict verdict) {}
    }

    /** Collects verdicts as objects. */
    final class Collected implements VerdictSink {
        private final List<Verdict> all = new ArrayList<>(2);

        /** What was heard so far. */
        public List<Verdict> all() {
            return all;
        }

        @Override
        public void paired(AccountKey key, long posting, long booking) {
            all.add(new Verdict.Matched(
                    key,
                    List.of(Long.toString(posting)),
                    List.of(Long.toString(booking)),
                    Judge.grounds(Rules.BY_REFERENCE)));
        }

        @Override
        public void pending(Side side, long id, AccountKey key, LocalDate dueOn) {
            all.add(new Verdict.Pending(side, Long.toString(id), key, dueOn));
        }

        @Override
        public void carried(long posting, AccountKey key) {
            all.add(new Verdict.Carried(Long.toString(posting), key));
        }

        @Override
        public void verdict(Verdict verdict) {
            all.add(verdict);
        }
    }
}
