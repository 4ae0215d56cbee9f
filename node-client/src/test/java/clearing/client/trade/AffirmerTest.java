package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.outbox.Outbox;
import clearing.kernel.Batch;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AffirmerTest {
    /** What Lotus has for {@link TestConsortium#GOOD}. */
    private static final String MIRROR =
            "HB-1,BUY,DVP,Harbour,HOUSE,CLIENT,HK0000069689,100,HKD,2500.00,2026-11-20,2026-11-20,NORMAL,,24.99,,other words";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_trade_that_equals_the_own_row_is_affirmed_whatever_its_private_detail() {
        assertThat(reason(MIRROR)).isEqualTo(RejectReason.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100,HKD      | 99,HKD       | QUANTITY_DIFFERS",
                "2500.00      | 2500.01      | SETTLEMENT_AMOUNT_DIFFERS",
                "HKD          | USD          | ASSET_DIFFERS",
                "2026-11-20,2026-11-20 | 2026-11-19,2026-11-20 | TRADE_DATE_DIFFERS",
                "2026-11-20,N | 2026-11-23,N | VALUE_DATE_DIFFERS",
                "HOUSE,CLIENT | CLIENT,CLIENT | ACCOUNT_DIFFERS",
                "HOUSE,CLIENT | HOUSE,HOUSE  | ACCOUNT_DIFFERS",
                "BUY          | SELL         | SIDE_DIFFERS",
                "HB-1         | HB-2         | UNKNOWN_TRADE",
                "NORMAL,,     | NORMAL,HB-0, | OTHER"
            })
    void the_first_field_that_differs_is_the_reason(String mirror, String other, RejectReason reason) {
        assertThat(reason(MIRROR.replace(mirror, other))).isEqualTo(reason);
    }

    @Test
    void one_page_is_decided_in_one_batch_by_outcome() {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            rows.add(TestConsortium.GOOD.replace("HB-1", "HB-" + i));
        }
        TradePage page = page(rows.toArray(String[]::new));
        StatusPage status = StatusPage.alleged(page);
        status.move(4, TradeState.AFFIRMED);
        Affirmer affirmer = affirmer(
                MIRROR,
                MIRROR.replace("HB-1", "HB-2"),
                MIRROR.replace("HB-1", "HB-3").replace("2500.00", "1.00"));

        Outbox.Wish wish = affirmer.decide(page, status).orElseThrow();

        List<Command> commands = Batch.decode(wish.content().toByteArray()).entries().stream()
                .map(Batch.Entry::command)
                .toList();
        assertThat(commands)
                .containsExactly(
                        new Command.Affirm(page.id(), page.contentHash(), Selection.of(0, 1)),
                        new Command.Reject(page.id(), page.contentHash(), Selection.of(3), RejectReason.UNKNOWN_TRADE),
                        new Command.Reject(
                                page.id(),
                                page.contentHash(),
                                Selection.of(2),
                                RejectReason.SETTLEMENT_AMOUNT_DIFFERS));
        assertThat(affirmer.decide(page, status).orElseThrow().key()).isEqualTo(wish.key());
    }

    @Test
    void a_page_that_is_decided_already_is_left_alone() {
        TradePage page = page(TestConsortium.GOOD);
        StatusPage status = StatusPage.alleged(page);
        status.move(0, TradeState.SETTLED);

        assertThat(affirmer(MIRROR).decide(page, status)).isEqualTo(Optional.empty());
    }

    private RejectReason reason(String own) {
        TradePage page = page(TestConsortium.GOOD);
        return affirmer(own).compare(page.id(), page.trade(0));
    }

    private Affirmer affirmer(String... own) {
        Map<TradeRow.Key, TradeRow> rows = new java.util.HashMap<>();
        for (TradeRow row :
                TestConsortium.read(TestConsortium.file(folder, own), "Lotus").rows()) {
            rows.put(row.key(), row);
        }
        return new Affirmer(rows, new LedgerView("clearing"));
    }

    /** The page that Harbour makes of its rows. */
    private TradePage page(String... rows) {
        Path file = TestConsortium.file(folder, rows);
        Path box = folder.resolve("outbox");
        try (Outbox outbox = Outbox.open(box, InstantSource.system())) {
            PageMaker maker = new PageMaker("Harbour", Salts.of(box, new SecureRandom()), 10);
            SentPages none = SentPages.in(outbox);
            List<PageMaker.Ready> ready = TestConsortium.read(file, "Harbour").rows().stream()
                    .map(row -> new PageMaker.Ready(row, Optional.empty()))
                    .toList();
            Outbox.Wish wish = maker.pages(ready, none).get(0);
            TradePage page = SentPages.page(outbox.store(wish));
            assertThat(page.id()).isEqualTo(new PageId("HK", "Harbour", "Lotus", 0));
            return page;
        }
    }
}
