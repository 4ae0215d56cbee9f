package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.CommandCodec;
import clearing.kernel.command.RevenueCodec;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit at one below, at it, and one above. */
class BoundsTest {
    private final Consortium ledger = Consortium.funded();

    @ParameterizedTest
    @ValueSource(ints = {1, TradePage.MAX_TRADES - 1, TradePage.MAX_TRADES})
    void a_page_has_up_to_2000_trades(int count) {
        TradePage page = TradePage.of(Consortium.page(0), trades(count));

        assertThat(page.encode().length).isLessThanOrEqualTo(TradePage.MAX_BYTES);
        assertThat(ledger.as(NORTH, new Command.RecordPage(page.encode()))).isEqualTo(Outcome.done(count));
        assertThat(ledger.as(Consortium.SOUTH, ledger.affirm(page.id()))).isEqualTo(Outcome.done(count));
        assertThat(ledger.settle(page.id()).affected()).isEqualTo(count);
    }

    @Test
    void a_page_has_neither_none_nor_2001_trades() {
        PageId id = Consortium.page(0);
        assertThatIllegalArgumentException().isThrownBy(() -> TradePage.of(id, trades(TradePage.MAX_TRADES + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TradePage.of(id, List.of()));

        byte[] full = TradePage.of(id, trades(TradePage.MAX_TRADES)).encode();
        byte[] over = Arrays.copyOf(full, full.length + TradePage.RECORD_BYTES);
        int count = full.length - TradePage.MAX_TRADES * TradePage.RECORD_BYTES - 2;
        Bytes.putShort(over, count, TradePage.MAX_TRADES + 1);
        assertMalformed(() -> TradePage.decode(over), ResultCode.TOO_LARGE, "page.count");
    }

    @Test
    void a_batch_has_1_to_1000_commands() {
        Command read = new Command.AttestWithdrawal(NORTH, "W1", true);
        for (int count : new int[] {1, Batch.MAX_COMMANDS - 1, Batch.MAX_COMMANDS}) {
            byte[] bytes = Batch.of(Collections.nCopies(count, read)).encode();
            assertThat(Batch.decode(bytes).entries()).hasSize(count);
        }
        byte[] full = Batch.of(Collections.nCopies(Batch.MAX_COMMANDS, read)).encode();
        Bytes.putShort(full, 1, Batch.MAX_COMMANDS + 1);
        assertMalformed(() -> Batch.decode(full), ResultCode.TOO_LARGE, "batch.count");
        Bytes.putShort(full, 1, 0);
        assertMalformed(() -> Batch.decode(full), ResultCode.TOO_LARGE, "batch.count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Batch.of(Collections.nCopies(Batch.MAX_COMMANDS + 1, read)));
    }

    @Test
    void a_batch_of_a_thousand_commands_answers_each() {
        List<Command> deposits = IntStream.range(0, Batch.MAX_COMMANDS)
                .<Command>mapToObj(i -> new Command.Deposit("N" + i, NORTH, HOUSE, "HKD", 1, TODAY))
                .toList();

        Transition transition = ledger.apply(Consortium.caller(BANK), Batch.of(deposits));

        assertThat(transition.outcomes()).hasSize(Batch.MAX_COMMANDS).allMatch(Outcome::accepted);
        assertThat(Outcome.decode(transition.encodeOutcomes())).isEqualTo(transition.outcomes());
    }

    @Test
    void a_batch_has_at_most_2_mebibytes() {
        assertMalformed(() -> Batch.decode(new byte[Batch.MAX_BYTES + 1]), ResultCode.TOO_LARGE, "batch");
        assertMalformed(() -> Batch.decode(new byte[Batch.MAX_BYTES]), ResultCode.UNSUPPORTED_VERSION, "batch.format");
    }

    @Test
    void a_round_names_1_to_500_pages() {
        int max = CommandCodec.MAX_PAGES_PER_ROUND;
        for (int count : new int[] {1, max - 1, max}) {
            Batch batch = Batch.of(round(count));
            assertThat(Batch.decode(batch.encode())).isEqualTo(batch);
        }
        String field = "batch[0].pages.count";
        assertMalformed(() -> Batch.decode(Batch.of(round(max + 1)).encode()), ResultCode.TOO_LARGE, field);
        assertMalformed(() -> Batch.decode(Batch.of(round(0)).encode()), ResultCode.TOO_LARGE, field);
    }

    @Test
    void a_whole_round_names_0_to_500_pages() {
        int max = CommandCodec.MAX_PAGES_PER_ROUND;
        for (int count : new int[] {0, 1, max}) {
            Batch batch = Batch.of(wholeRound(count));
            assertThat(Batch.decode(batch.encode())).isEqualTo(batch);
        }
        assertMalformed(
                () -> Batch.decode(Batch.of(wholeRound(max + 1)).encode()),
                ResultCode.TOO_LARGE,
                "batch[0].pages.count");
    }

    private static Command wholeRound(int pages) {
        return new Command.SettleRound(
                Consortium.HK,
                IntStream.range(0, pages).mapToObj(Consortium::page).toList());
    }

    @Test
    void a_round_over_500_pages_settles_them_all() {
        PageId[] pages = new PageId[CommandCodec.MAX_PAGES_PER_ROUND];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = ledger.affirmed(i, Trades.payment("P" + i, 1));
        }

        assertThat(ledger.settle(pages).affected()).isEqualTo(pages.length);
    }

    @ParameterizedTest
    @CsvSource({
        "0, AMOUNT_NOT_POSITIVE",
        "-1, AMOUNT_NOT_POSITIVE",
        "-9223372036854775808, AMOUNT_NOT_POSITIVE",
        "1, OK",
        "999999999999999999, OK",
        "1000000000000000000, OK",
        "1000000000000000001, AMOUNT_TOO_LARGE",
        "9223372036854775807, AMOUNT_TOO_LARGE"
    })
    void an_amount_is_from_1_to_the_limit(long amount, ResultCode expected) {
        assertThat(ledger.as(NORTH, Consortium.recordCommand(Consortium.page(0), Trades.payment("T1", amount)))
                        .code())
                .isEqualTo(expected);
        assertThat(ledger.as(NORTH, Consortium.recordCommand(Consortium.page(1), Trades.dvp("T1", 1, amount)))
                        .code())
                .isEqualTo(expected);
        assertThat(Consortium.founded()
                        .as(BANK, new Command.Deposit("N1", NORTH, HOUSE, "HKD", amount, TODAY))
                        .code())
                .isEqualTo(expected);
    }

    @Test
    void the_largest_amount_moves_there_and_back() {
        Consortium rich = Consortium.founded();
        rich.deposit("N1", NORTH, HOUSE, "HKD", Asset.MAX_AMOUNT);
        rich.settle(rich.affirmed(0, Trades.payment("T1", Asset.MAX_AMOUNT)));
        assertThat(rich.available(Consortium.SOUTH, Consortium.HKD)).isEqualTo(Asset.MAX_AMOUNT);

        Trade back = Trades.with(Trades.payment("T1", Asset.MAX_AMOUNT)).received();
        rich.settle(rich.affirmed(1, back));
        assertThat(rich.available(NORTH, Consortium.HKD)).isEqualTo(Asset.MAX_AMOUNT);
    }

    @Test
    void a_reference_has_up_to_16_characters() {
        String full = "ABCDEFGHIJKLMN-/";
        assertThat(TradePage.of(Consortium.page(0), List.of(Trades.payment(full, 1)))
                        .reference(0))
                .isEqualTo(full);
        assertMalformed(
                () -> TradePage.of(Consortium.page(0), List.of(Trades.payment(full + ".", 1))),
                ResultCode.BAD_REFERENCE,
                "page.trades[0].reference");
        assertThat(ledger.as(BANK, new Command.Deposit(full + ".", NORTH, HOUSE, "HKD", 1, TODAY))
                        .code())
                .isEqualTo(ResultCode.BAD_REFERENCE);
    }

    @Test
    void a_bitmap_reaches_to_trade_1999() {
        BitSet last = new BitSet();
        last.set(TradePage.MAX_TRADES - 1);
        Batch batch = Batch.of(new Command.RequestCancel(Consortium.page(0), Selection.of(last)));
        assertThat(Batch.decode(batch.encode())).isEqualTo(batch);

        last.set(TradePage.MAX_TRADES);
        Batch over = Batch.of(new Command.RequestCancel(Consortium.page(0), Selection.of(last)));
        assertMalformed(() -> Batch.decode(over.encode()), ResultCode.MALFORMED, "batch[0].selection");
    }

    @Test
    void page_numbers_are_from_0_to_where_those_of_agreements_begin() {
        for (int number : new int[] {0, 1, PageId.FIRST_OF_AGREEMENTS - 1}) {
            PageId id = Consortium.page(number);
            assertThat(id.path()).hasSize((NORTH + "/" + Consortium.SOUTH + "/").length() + 10);
            assertThat(ledger.as(NORTH, Consortium.recordCommand(id, Trades.payment("T1", 1)))
                            .code())
                    .isEqualTo(ResultCode.OK);
        }
        for (int number : new int[] {PageId.FIRST_OF_AGREEMENTS, Integer.MAX_VALUE}) {
            assertThat(ledger.as(NORTH, Consortium.recordCommand(Consortium.page(number), Trades.payment("T1", 1)))
                            .code())
                    .isEqualTo(ResultCode.PAGE_NUMBER_RESERVED);
        }
        assertMalformed(
                () -> TradePage.of(Consortium.page(-1), List.of(Trades.payment("T1", 1))),
                ResultCode.MALFORMED,
                "page.number");
    }

    @Test
    void a_report_has_1_to_500_parts() {
        for (int count : new int[] {1, RevenueCodec.MAX_REPORTS}) {
            Batch batch = Batch.of(reports(count));
            assertThat(Batch.decode(batch.encode())).isEqualTo(batch);
        }
        for (int count : new int[] {0, RevenueCodec.MAX_REPORTS + 1}) {
            assertMalformed(
                    () -> Batch.decode(Batch.of(reports(count)).encode()),
                    ResultCode.TOO_LARGE,
                    "batch[0].reports.count");
        }
    }

    private static Command reports(int count) {
        return new RevenueCommand.ReportFacts(
                "ROBO-1",
                TODAY,
                Collections.nCopies(count, new RevenueCommand.FactReport("calls", 0, 0, 1, 1, FactPart.NOTHING)));
    }

    @Test
    void a_dispute_is_resolved_among_1_to_32_parties() {
        for (int count : new int[] {1, 32}) {
            Batch batch = Batch.of(resolve(count));
            assertThat(Batch.decode(batch.encode())).isEqualTo(batch);
        }
        for (int count : new int[] {0, 33}) {
            assertMalformed(
                    () -> Batch.decode(Batch.of(resolve(count)).encode()),
                    ResultCode.TOO_LARGE,
                    "batch[0].amounts.count");
        }
    }

    private static Command resolve(int count) {
        return new RevenueCommand.ResolveDispute(
                "ROBO-1", TODAY, "USAGE", Collections.nCopies(count, new RevenueCommand.Portion(NORTH, 1)));
    }

    @Test
    void an_account_that_no_list_can_have_is_not_found() {
        Trade trade = Trades.with(Trades.payment("T1", 1)).accounts(255, HOUSE);
        assertThat(ledger.as(NORTH, Consortium.recordCommand(Consortium.page(0), trade))
                        .code())
                .isEqualTo(ResultCode.UNKNOWN_ACCOUNT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Consortium.recordCommand(
                        Consortium.page(0), Trades.with(Trades.payment("T1", 1)).accounts(256, HOUSE)));
    }

    @Test
    void a_text_of_the_ledger_is_ascii_or_is_not_written() {
        assertThatThrownBy(() -> Batch.of(new Command.AttestWithdrawal("B\u00e4nk", "W1", true))
                        .encode())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASCII");
    }

    private static Command round(int pages) {
        return new Command.Settle(
                Consortium.HK,
                IntStream.range(0, pages)
                        .mapToObj(i -> PageSelection.all(Consortium.page(i)))
                        .toList());
    }

    private static List<Trade> trades(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Trades.payment("T" + i, 1))
                .toList();
    }

    private static void assertMalformed(Runnable action, ResultCode code, String field) {
        MalformedInput fault = catchThrowableOfType(MalformedInput.class, action::run);
        assertThat(fault).as("nothing was thrown").isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.sentence()).isNotBlank();
    }
}
