package clearing.client.drill;

import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Members' defaults as a state of the ledger has them. */
public final class Defaults {
    private Defaults() {}

    /**
     * All defaults of a member, by number: those that were lifted, and last the one that is proposed or declared.
     *
     * @param state a value of the ledger by its key
     */
    public static List<DefaultCase> of(Function<String, Optional<byte[]>> state, String member) {
        List<DefaultCase> all = new ArrayList<>();
        while (true) {
            Optional<DefaultCase> next =
                    state.apply(Keys.defaultCase(member, all.size() + 1)).map(DefaultCase::decode);
            if (next.isEmpty()) {
                return all;
            }
            all.add(next.get());
        }
    }

    /** The default of a member that is proposed or declared and not lifted. */
    public static Optional<DefaultCase> open(Function<String, Optional<byte[]>> state, String member) {
        List<DefaultCase> all = of(state, member);
        return all.isEmpty() || all.getLast().lifted() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The number that a signature of now belongs to: of the open default, or of the next. */
    public static int number(Function<String, Optional<byte[]>> state, String member) {
        List<DefaultCase> all = of(state, member);
        return all.isEmpty() || all.getLast().lifted() ? all.size() + 1 : all.size();
    }

    /** Pages of a state with trades of the member that are not final. */
    public static List<PageId> openPages(Iterable<Map.Entry<String, byte[]>> state, String member) {
        List<PageId> pages = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : state) {
            if (entry.getKey().startsWith(Keys.STATUS_PREFIX)) {
                StatusPage status = StatusPage.decode(entry.getValue());
                if (status.id().isParty(member) && anyOpen(status)) {
                    pages.add(status.id());
                }
            }
        }
        return pages;
    }

    private static boolean anyOpen(StatusPage status) {
        for (int i = 0; i < status.count(); i++) {
            if (!status.state(i).terminal()) {
                return true;
            }
        }
        return false;
    }

    /** The waterfall's steps of a default, in their order, out of a whole state that is at hand. */
    public static List<WaterfallRecord> steps(SortedMap<String, byte[]> state, String member, int number) {
        return steps(DrillState.of(state), member, number);
    }

    /** The waterfall's steps of a default, in their order. */
    public static List<WaterfallRecord> steps(DrillState state, String member, int number) {
        return state.under(Keys.defaultCase(member, number) + "/").values().stream()
                .map(WaterfallRecord::decode)
                .toList();
    }
}
