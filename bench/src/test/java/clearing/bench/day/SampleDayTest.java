package clearing.bench.day;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BookEntry;
import clearing.books.Statement;
import clearing.kernel.Effect;
import clearing.kernel.asset.Decimals;
import clearing.kernel.trade.TradeState;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Break;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import clearing.reconcile.UnsettledTrade;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A generated day through kernel, books adaptors and matching engine: the breaks found are the breaks planted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleDayTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final List<String> MEMBERS =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech");

    /** A break as the answer key and the engine both name it. */
    private record Named(String kind, String member, String account, String asset, String reference, String amount) {}

    private Path folder = Path.of("");

    private final Map<String, Reconciler> engines = new TreeMap<>();
    private final Map<String, Long> chain = new HashMap<>();
    private final Map<String, Long> books = new HashMap<>();
    private final List<Named> found = new ArrayList<>();
    private Map<String, TradeState> states = Map.of();
    private String digest = "";

    @BeforeAll
    void run(@TempDir Path made) throws IOException {
        folder = made;
        Generated.make("--seed", "20", "--trades", "2500", "--breaks", "20", "--out", folder.toString());
        KernelDay day = new KernelDay(folder, DATE, false);
        states = day.states;
        digest = day.digest().hex();
        for (String member : MEMBERS) {
            Reconciler engine = new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
            engines.put(member, engine);
            List<Runnable> facts = new ArrayList<>();
            postings(day, member).forEach(each -> facts.add(() -> engine.onPosting(each)));
            bookings(day, member).forEach(each -> facts.add(() -> engine.onBooking(each)));
            unsettled().forEach(each -> facts.add(() -> engine.onUnsettled(each)));
            Collections.shuffle(facts, new Random(1));
            facts.forEach(Runnable::run);
            engine.closeDay(DATE);
            engine.openBreaks().forEach(each -> found.add(named(day, member, each)));
        }
    }

    @Test
    void the_breaks_found_are_the_breaks_planted() throws IOException {
        assertThat(found).containsExactlyInAnyOrderElementsOf(planted()).hasSize(15 * 20);
    }

    @Test
    void every_item_is_matched_or_broken_once_the_day_is_closed() {
        for (Reconciler engine : engines.values()) {
            assertThat(engine.completeness()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.chain().pending().count()).isZero();
                assertThat(each.books().pending().count()).isZero();
            });
        }
    }

    @Test
    void rounds_that_save_liquidity_end_where_gross_rounds_end() throws IOException {
        assertThat(digest).isEqualTo(new KernelDay(folder, DATE, true).digest().hex());
    }

    @Test
    void what_the_kernel_did_not_settle_is_what_the_generator_said() throws IOException {
        Map<String, TradeState> unsettled = new TreeMap<>(states);
        unsettled.values().removeIf(TradeState.SETTLED::equals);
        Map<String, TradeState> expected = new TreeMap<>();
        for (NamedCsvRecord row : Generated.rows(folder.resolve("planted-exceptions.csv"))) {
            if (!row.getField("state").isEmpty()) {
                expected.put(row.getField("reference"), TradeState.valueOf(row.getField("state")));
            }
        }
        assertThat(unsettled).isEqualTo(expected).isNotEmpty();
        assertThat(states.size() - unsettled.size()).isGreaterThan(2000);
    }

    @Test
    void the_openings_of_books_and_chain_are_equal() {
        assertThat(books)
                .isNotEmpty()
                .allSatisfy((cell, opening) ->
                        assertThat(chain.getOrDefault(cell, 0L)).as(cell).isEqualTo(opening));
        assertThat(books).containsAllEntriesOf(chain);
    }

    private List<Posting> postings(KernelDay day, String member) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < day.posted.size(); i++) {
            Effect.Posted each = day.posted.get(i);
            if (!each.member().equals(member)) {
                continue;
            }
            AccountKey key = new AccountKey(day.accountName(each), each.asset());
            if (each.valueDate().isBefore(DATE)) {
                chain.merge(member + "/" + key, each.amount(), Math::addExact);
            } else {
                postings.add(new Posting(
                        "p" + i, key, each.amount(), each.reference(), each.counterparty(), each.valueDate()));
            }
        }
        return postings;
    }

    private List<Booking> bookings(KernelDay day, String member) throws IOException {
        List<Booking> bookings = new ArrayList<>();
        for (Statement statement : new MemberBooks(folder.resolve(member), day.constitution()).statements()) {
            assertThat(statement.proven()).isTrue();
            AccountKey key = new AccountKey(statement.account(), statement.asset());
            long opening = statement.opening().orElseThrow().minor();
            if (opening != 0) {
                books.merge(member + "/" + key, opening, Math::addExact);
            }
            for (BookEntry entry : statement.entries()) {
                bookings.add(Booking.of(key + " " + entry.entryId(), entry));
            }
        }
        return bookings;
    }

    private List<UnsettledTrade> unsettled() {
        List<UnsettledTrade> trades = new ArrayList<>();
        states.forEach((reference, state) -> {
            if (state != TradeState.SETTLED) {
                trades.add(new UnsettledTrade(reference, reference, UnsettledTrade.State.valueOf(state.name())));
            }
        });
        return trades;
    }

    private static Named named(KernelDay day, String member, Break each) {
        String asset = each.key().asset();
        int scale = day.constitution().assetOf(asset).orElseThrow().scale();
        return new Named(
                each.kind().name(),
                member,
                each.key().account(),
                asset,
                each.reference(),
                Decimals.format(each.amountMinor(), scale));
    }

    private List<Named> planted() throws IOException {
        return Generated.rows(folder.resolve("planted-breaks.csv")).stream()
                .map(row -> new Named(
                        row.getField("kind"),
                        row.getField("member"),
                        row.getField("account"),
                        row.getField("asset"),
                        row.getField("reference"),
                        row.getField("amount").replace("-", "")))
                .toList();
    }
}
