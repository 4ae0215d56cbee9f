package clearing.client.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.calendar.CalendarFiles;
import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.client.replay.ChainReplay;
import clearing.client.trade.KernelLedger;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane with one cycle a day, cut off at 17:00 of Hong Kong; what is short is carried from 18:00 on. */
class CycleDayTest {
    private static final Lane HK = new Lane("HK", 480);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final CycleId CYCLE = new CycleId("HK", TODAY, 0);
    private static final CycleId MONDAY = new CycleId("HK", TODAY.plusDays(3), 0);
    private static final Instant CUT_OFF = Instant.parse("2026-11-20T09:00:00Z");
    private static final PageId THERE = new PageId("HK", "Harbour", "Lotus", 0);
    private static final PageId ON = new PageId("HK", "Lotus", "Bank", 4);

    private final KernelLedger ledger = new KernelLedger(constitution());
    private final CycleSteps steps = new CycleSteps("Bank", ledger.view());

    @BeforeEach
    void fund() {
        done("Bank", new Command.Deposit("D1", "Harbour", 0, "HKD", 1_000, TODAY));
        done("Bank", new Command.Deposit("D2", "Lotus", 0, "HKD", 10, TODAY));
        // The day before has passed, with nothing in it.
        follow(ledger.now());
    }

    @Test
    void the_agent_takes_each_step_when_its_time_has_come() {
        trade(THERE, payment("T1", 700), payment("T2", 50));
        trade(ON, payment("T3", 600));

        assertThat(steps.next(HK, CUT_OFF.minusMillis(1))).isEmpty();
        assertThat(follow(CUT_OFF))
                .containsExactly(
                        new Command.CutOff(CYCLE),
                        new Command.NetCycle(CYCLE),
                        new Command.SettleCycle(CYCLE, false),
                        new Command.CloseCycle(CYCLE, List.of(THERE, ON)));
        assertThat(ledger.view().status(THERE).orElseThrow().state(1)).isEqualTo(TradeState.SETTLED);
        assertThat(LaneCycles.of(ledger.view(), "HK")
                        .orElseThrow()
                        .records()
                        .get(CYCLE)
                        .state())
                .isEqualTo(CycleState.CLOSED);
        assertThat(ledger.view().positions("HK", "Bank").get(0).available()).isEqualTo(600);
    }

    @Test
    void what_is_short_waits_and_is_carried_when_the_agreed_time_has_passed() {
        trade(THERE, payment("T1", 1_001));
        assertThat(follow(CUT_OFF)).endsWith(new Command.NetCycle(CYCLE));

        assertThat(follow(CUT_OFF.plusSeconds(3_599))).isEmpty();
        assertThat(follow(CUT_OFF.plusSeconds(3_600))).containsExactly(new Command.SettleCycle(CYCLE, true));
        done("Bank", new Command.Deposit("D3", "Harbour", 0, "HKD", 5, TODAY));
        assertThat(follow(CUT_OFF.plusSeconds(3 * 86_400)))
                .containsExactly(
                        new Command.CutOff(MONDAY),
                        new Command.NetCycle(MONDAY),
                        new Command.SettleCycle(MONDAY, false),
                        new Command.CloseCycle(CYCLE, List.of(THERE)));
        CycleCheck.Finding finding = check(ledger.blocks(), MONDAY, "Lotus");
        assertThat(finding.differences()).isEmpty();
        assertThat(finding.carried()).isEqualTo(1);
        // 1,001 and 10 basis points of it for one business day.
        assertThat(finding.nets().get("HKD").net()).isEqualTo(1_002);
    }

    @Test
    void a_cycle_of_a_quiet_lane_is_cut_off_too() {
        assertThat(follow(CUT_OFF))
                .containsExactly(
                        new Command.CutOff(CYCLE), new Command.NetCycle(CYCLE), new Command.SettleCycle(CYCLE, false));
        assertThat(follow(CUT_OFF.plusSeconds(86_400))).isEmpty();
    }

    @Test
    void a_member_finds_its_net_and_its_pages_by_executing_the_chain_again() {
        trade(THERE, payment("T1", 700), payment("T2", 50));
        trade(ON, payment("T3", 600));
        done("Harbour", new Command.RequestCancel(THERE, Selection.of(1)));
        done("Lotus", new Command.RequestCancel(THERE, Selection.of(1)));
        follow(CUT_OFF);

        CycleCheck.Finding lotus = check(ledger.blocks(), CYCLE, "Lotus");
        assertThat(lotus.differences()).isEmpty();
        assertThat(lotus.trades()).isEqualTo(2);
        assertThat(lotus.nets().get("HKD").incoming()).isEqualTo(700);
        assertThat(lotus.nets().get("HKD").outgoing()).isEqualTo(600);
        assertThat(lotus.pages().keySet()).containsExactly(THERE, ON);
        assertThat(check(ledger.blocks(), CYCLE, "Harbour").pages().keySet()).containsExactly(THERE);
    }

    @Test
    void a_chain_that_leaves_out_a_trade_or_changes_a_net_is_found() {
        trade(THERE, payment("T1", 700));
        follow(CUT_OFF);
        List<VerifiedBlock> blocks = ledger.blocks();
        String record = Keys.cycle(CYCLE);
        String intake = Keys.intake(CYCLE, "Harbour", "Lotus", 0);

        for (String key : List.of(record, intake)) {
            List<VerifiedBlock> forged =
                    blocks.stream().map(block -> forge(block, key)).toList();
            assertThatThrownBy(() -> check(forged, CYCLE, "Lotus"))
                    .isInstanceOf(BlockRejected.class)
                    .hasMessageContaining("other writes");
        }
        List<VerifiedBlock> without = blocks.stream()
                .filter(block -> block.transactions().get(0).writes().stream()
                        .noneMatch(write -> write.key().equals(intake)))
                .toList();
        assertThatThrownBy(() -> check(without, CYCLE, "Lotus")).isInstanceOf(BlockRejected.class);
    }

    @Test
    void a_cycle_that_is_not_netted_is_not_checked() {
        assertThat(CycleCheck.of(replay(ledger.blocks()), CYCLE, "Lotus")).isEmpty();
    }

    /** All steps at an instant, each done. */
    private List<Command> follow(Instant at) {
        ledger.at(at);
        List<Command> taken = new ArrayList<>();
        for (Optional<Command> step = steps.next(HK, at); step.isPresent(); step = steps.next(HK, at)) {
            taken.add(step.get());
            done("Bank", step.get());
        }
        return taken;
    }

    private void trade(PageId id, Trade... trades) {
        TradePage page = TradePage.of(id, List.of(trades));
        done(id.author(), new Command.RecordPage(page.encode()));
        done(id.counterparty(), new Command.Affirm(id, page.contentHash(), Selection.all()));
    }

    private void done(String member, Command command) {
        Outcome outcome = ledger.apply(member, Batch.of(command)).get(0);
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ResultCode.OK);
    }

    private static CycleCheck.Finding check(List<VerifiedBlock> blocks, CycleId cycle, String member) {
        return CycleCheck.of(replay(blocks), cycle, member).orElseThrow();
    }

    private static CycleReplay replay(List<VerifiedBlock> blocks) {
        CycleReplay replay = new CycleReplay(
                new ChainReplay("clearing", creator -> new Caller(creator.mspId(), EnumSet.allOf(Role.class))));
        blocks.forEach(replay::accept);
        return replay;
    }

    /** The block with one byte of a value changed. */
    private static VerifiedBlock forge(VerifiedBlock block, String key) {
        BlockTransaction t = block.transactions().get(0);
        List<WriteEntry> writes = t.writes().stream()
                .map(write -> write.key().equals(key) ? changed(write) : write)
                .toList();
        BlockTransaction forged = new BlockTransaction(
                t.txIndex(),
                t.txId(),
                t.channel(),
                t.type(),
                t.validationCode(),
                t.creator(),
                t.timestamp(),
                t.chaincode(),
                t.args(),
                t.reads(),
                writes,
                t.response(),
                t.endorsers());
        ByteString hash = block.headerHash();
        return new VerifiedBlock(block.number(), hash, hash, hash, 0, 1_000, List.of(forged));
    }

    private static WriteEntry changed(WriteEntry write) {
        byte[] bytes = write.value().toByteArray();
        bytes[bytes.length - 1] ^= 1;
        return new WriteEntry(write.namespace(), write.key(), false, ByteString.copyFrom(bytes));
    }

    private static Trade payment(String reference, long cents) {
        return new Trade(
                TradeKind.PAYMENT,
                true,
                Priority.NORMAL,
                0,
                0,
                Leg.plain(0, cents),
                Optional.empty(),
                TODAY,
                TODAY,
                reference,
                new byte[TradePage.COMMITMENT_BYTES],
                Optional.empty());
    }

    private static Constitution constitution() {
        TreeMap<String, String> calendars = new TreeMap<>();
        calendars.put("HKD", "HK");
        TreeMap<String, Integer> penalties = new TreeMap<>();
        penalties.put("HKD", 10);
        CycleTerms terms = new CycleTerms(
                "HK",
                "MASTER",
                DvpModel.NET_BOTH,
                NettingMode.MULTILATERAL,
                RollConvention.FOLLOWING,
                calendars,
                List.of(new CutOff(0, Optional.empty(), LocalTime.of(17, 0))),
                60,
                penalties);
        CalendarRule calendar = new CalendarRule(
                Optional.ofNullable(CalendarFiles.read(Optional.empty()).get("HK"))
                        .orElseThrow()
                        .calendar());
        return new Constitution(
                1,
                List.of(HK),
                List.of(new Asset("HKD", AssetKind.CASH, 2, "Bank", "HK")),
                List.of(
                        new Member("Harbour", "Harbour", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member("Lotus", "Lotus", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member("Bank", "Bank", List.of(MemberRole.BANK), List.of("HOUSE"))),
                new Rulebook(List.of(calendar, terms)));
    }
}
