package clearing.client.trade;

import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages that a member has made so far, read back from its outbox: which trade stands where, with which content, and which page
 * number comes next. A page and the fact that its trades are in it are one record of the journal, so no crash can part them.
 *
 * <p>What an intent keeps locally for a page, trade by trade: the row's content hash (32 bytes), then price, client and text, each as
 * UTF-8 with its length in two bytes before it.
 */
final class SentPages {
    static final String PREFIX = "page/";
    private static final int HASH_BYTES = 32;

    /**
     * Where a trade of ours stands.
     *
     * @param page        its page
     * @param index       place in the page
     * @param contentHash hash of the row that it was made from
     */
    record Place(PageId page, int index, ByteString contentHash) {}

    private final Map<TradeRow.Key, Place> places = new HashMap<>();
    private final Map<String, Integer> nextNumber = new HashMap<>();

    private SentPages() {}

    static SentPages in(Outbox outbox) {
        SentPages sent = new SentPages();
        outbox.all().stream().filter(i -> i.key().startsWith(PREFIX)).forEach(sent::add);
        return sent;
    }

    void add(Intent intent) {
        TradePage page = page(intent);
        nextNumber.merge(page.id().counterparty(), page.id().number() + 1, Math::max);
        if (refusal(intent).isPresent() || intent.local().isEmpty()) {
            // Refused, nothing of it is on the ledger: its rows may be sent again, corrected, in a page with another
            // number.
            // Parts of a block were no rows of a file.
            return;
        }
        ByteBuffer local = intent.local().asReadOnlyByteBuffer();
        for (int i = 0; i < page.count(); i++) {
            byte[] hash = new byte[HASH_BYTES];
            local.get(hash);
            for (int text = 0; text < 3; text++) {
                int length = Short.toUnsignedInt(local.getShort());
                local.position(local.position() + length);
            }
            places.put(
                    new TradeRow.Key(page.id().counterparty(), page.reference(i)),
                    new Place(page.id(), i, ByteString.copyFrom(hash)));
        }
    }

    /** Takes note of the member's pages on the ledger: an outbox that was lost, or is an old copy, does not know all of them. */
    void numbered(LedgerView view, String member) {
        view.nextNumbers(member).forEach((counterparty, next) -> nextNumber.merge(counterparty, next, Math::max));
    }

    Optional<Place> place(TradeRow.Key key) {
        return Optional.ofNullable(places.get(key));
    }

    int next(String counterparty) {
        return nextNumber.getOrDefault(counterparty, 0);
    }

    static TradePage page(Intent intent) {
        Command command =
                Batch.decode(intent.content().toByteArray()).entries().get(0).command();
        if (command instanceof Command.RecordPage record) {
            return TradePage.decode(record.page());
        }
        if (command instanceof Command.RecordLate late) {
            return TradePage.decode(late.page().bytes());
        }
        if (command instanceof Command.Allocate allocate) {
            return TradePage.decode(allocate.parts().bytes());
        }
        throw new IllegalStateException("'" + intent.key() + "' is no page.");
    }

    static String key(PageId id) {
        return PREFIX + id.counterparty() + "/" + id.number();
    }

    /** Why a page was refused, if it was: by the ledger as a whole, or by the contract's own outcome. */
    static Optional<IntentState.Refused> refusal(Intent intent) {
        return switch (intent.state()) {
            case IntentState.Refused refused -> Optional.of(refused);
            case IntentState.Committed committed -> {
                List<Outcome> outcomes = Outcome.decode(committed.result().toByteArray());
                yield outcomes.stream()
                        .filter(o -> !o.accepted())
                        .findFirst()
                        .map(o -> new IntentState.Refused(o.code().name(), o.field(), o.detail()));
            }
            case IntentState.New s -> Optional.empty();
            case IntentState.Endorsed s -> Optional.empty();
            case IntentState.Sent s -> Optional.empty();
            case IntentState.Unknown s -> Optional.empty();
        };
    }

    static byte[] local(List<TradeRow> rows) {
        int size = 0;
        for (TradeRow row : rows) {
            size += HASH_BYTES + row.detail().encode().length;
        }
        ByteBuffer local = ByteBuffer.allocate(size);
        for (TradeRow row : rows) {
            local.put(row.contentHash().toByteArray()).put(row.detail().encode());
        }
        return local.array();
    }
}
