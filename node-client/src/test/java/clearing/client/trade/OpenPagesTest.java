package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenPagesTest {
    private static final List<String> MEMBERS = List.of("A", "B", "C");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    /** Counts that are kept as pages change are those that a look at all pages gives. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void counts_are_those_of_all_pages(long seed) {
        Random random = new Random(seed);
        OpenPages open = new OpenPages();
        TreeMap<PageId, StatusPage> all = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            StatusPage status = random.nextInt(4) == 0 || all.isEmpty()
                    ? alleged(random, step)
                    : new ArrayList<>(all.values()).get(random.nextInt(all.size()));
            StatusPage next = StatusPage.decode(status.encode());
            next.move(random.nextInt(next.count()), TradeState.values()[random.nextInt(TradeState.values().length)]);
            all.put(next.id(), next);
            open.put(next);

            assertThat(open.trades(Optional.empty())).isEqualTo(unfinished(all, Optional.empty()));
            for (String member : MEMBERS) {
                assertThat(open.trades(Optional.of(member))).isEqualTo(unfinished(all, Optional.of(member)));
            }
            assertThat(open.pages())
                    .containsExactlyElementsOf(all.values().stream()
                            .filter(page -> unfinished(page) > 0)
                            .toList());
        }
        assertThat(open.nextNumbers("A").values()).allMatch(next -> next > 0);
        assertThat(open.nextNumbers("Z")).isEmpty();
    }

    private static int unfinished(TreeMap<PageId, StatusPage> all, Optional<String> member) {
        return all.values().stream()
                .filter(page -> member.map(page.id()::isParty).orElse(true))
                .mapToInt(OpenPagesTest::unfinished)
                .sum();
    }

    private static int unfinished(StatusPage page) {
        int open = 0;
        for (int i = 0; i < page.count(); i++) {
            open += page.state(i).terminal() ? 0 : 1;
        }
        return open;
    }

    private static StatusPage alleged(Random random, int number) {
        int author = random.nextInt(MEMBERS.size());
        String counterparty = MEMBERS.get((author + 1 + random.nextInt(2)) % MEMBERS.size());
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            trades.add(new Trade(
                    TradeKind.PAYMENT,
                    true,
                    Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(0, 1),
                    Optional.empty(),
                    DAY,
                    DAY,
                    "R" + i,
                    new byte[TradePage.COMMITMENT_BYTES],
                    Optional.empty()));
        }
        return StatusPage.alleged(TradePage.of(new PageId("HK", MEMBERS.get(author), counterparty, number), trades));
    }
}
