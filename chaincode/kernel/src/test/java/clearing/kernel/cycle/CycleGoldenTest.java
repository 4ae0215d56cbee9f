package clearing.kernel.cycle;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import clearing.kernel.MalformedInput;
import clearing.kernel.Samples;
import clearing.kernel.Trades;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.state.Keys;
import clearing.kernel.state.StateDigest;
import clearing.kernel.trade.PageId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The encodings of settlement cycles, byte for byte. */
class CycleGoldenTest {
    private static final CycleId CYCLE = new CycleId(HK, TODAY, 1);
    private static final PairLeg LEG = new PairLeg(0, 1, HKD, 5_000_000_000L, 3, 77, 1);

    @Test
    void commands() {
        Golden.assertBytes("batch-cycles", Samples.cycleBatch().encode());
        assertThat(Batch.decode(Golden.bytes("batch-cycles"))).isEqualTo(Samples.cycleBatch());
    }

    @Test
    void terms() {
        Constitution constitution =
                Cycles.constitution(2, Cycles.calendar(), Cycles.hk(DvpModel.NET_FUNDS, NettingMode.BILATERAL));
        Golden.assertBytes("constitution-cycles", constitution.encode());
        assertThat(Constitution.decode(constitution.encode())).isEqualTo(constitution);
        assertThat(ConstitutionRules.check(constitution)).isEmpty();
    }

    @Test
    void cycle_record() {
        byte[] root = new byte[32];
        Arrays.fill(root, (byte) 0x5A);
        CycleRecord record = new CycleRecord(
                CYCLE,
                CycleState.SETTLED,
                1_772_442_000_000L,
                1_772_442_001_000L,
                1_772_442_002_000L,
                4,
                1,
                root,
                List.of(new PairPosition(
                        NORTH,
                        SOUTH,
                        new CycleId(HK, TODAY.minusDays(3), 0),
                        PairOutcome.CARRIED,
                        new CycleId(HK, TODAY.plusDays(2), 0),
                        List.of(LEG, new PairLeg(1, 1, SHARE, 0, 0, 9, 2)))));
        Golden.assertBytes("cycle-record", record.encode());
        assertThat(CycleRecord.decode(Golden.bytes("cycle-record"))).isEqualTo(record);
    }

    @Test
    void carried_fail() {
        CarriedFail fail = new CarriedFail(
                new CycleId(HK, TODAY.plusDays(2), 0),
                NORTH,
                SOUTH,
                CYCLE,
                1,
                List.of(new Penalty(false, 0, 1, SHARE, HKD, 6_000, 1, 25, 15)),
                List.of(LEG));
        Golden.assertBytes("carried-fail", fail.encode());
        assertThat(CarriedFail.decode(Golden.bytes("carried-fail"))).isEqualTo(fail);
    }

    @Test
    void intake_note_and_fence() {
        Consortium ledger = Consortium.funded();
        Cycles.inForce(ledger, DvpModel.NET_FUNDS);
        PageId id = ledger.affirmed(3, Trades.dvp("T1", 5, 700), Trades.payment("T2", 9), Trades.pvp("T3", 2, 1));
        ledger.as(SOUTH, new Command.Deliver(HK, Consortium.wholePages(id)));
        CycleId first = new CycleId(HK, TODAY, 0);
        byte[] intake = ledger.state().get(Keys.intake(first, NORTH, SOUTH, 3)).orElseThrow();
        byte[] note = ledger.state().get(Keys.cyclesOf(id)).orElseThrow();
        Cycles.cutOff(ledger, first);
        byte[] fence = ledger.state().get(Keys.fence(HK)).orElseThrow();

        Golden.assertBytes("cycle-intake", intake);
        assertThat(Intake.decode(Optional.of(intake)).encode()).isEqualTo(intake);
        Golden.assertBytes("cycle-note", note);
        assertThat(PageCycles.decode(Optional.of(note)).encode()).isEqualTo(note);
        Golden.assertBytes("cycle-fence", fence);
        ledger.as(NORTH, new Command.NetCycle(first));
        ledger.as(NORTH, new Command.SettleCycle(first, false));
        ledger.as(NORTH, new Command.CloseCycle(first, List.of(id)));
        Golden.assertText(
                "scripted-cycle.txt",
                List.of("state "
                        + HexFormat.of().formatHex(StateDigest.of(ledger.state().entries()))));
    }

    @Test
    void damaged_records_are_refused_or_understood_exactly() {
        assertStrict(Golden.bytes("cycle-record"), CycleRecord::decode);
        assertStrict(Golden.bytes("carried-fail"), CarriedFail::decode);
    }

    @Test
    void terms_that_contradict_the_frame_cannot_be_ratified() {
        CycleTerms good = Cycles.hk(DvpModel.NET_BOTH, NettingMode.MULTILATERAL);
        assertField("calendars", Cycles.terms(HK, List.of("HKD", "USD"), DvpModel.NET_BOTH));
        assertField("lane", Cycles.terms("XX", List.of("HKD"), DvpModel.NET_BOTH));
        assertField("cutOffs", with(good, List.of(), 0));
        assertField("failAfterMinutes", with(good, good.cutOffs(), -1));
        assertThat(ConstitutionRules.check(Cycles.constitution(1, good)))
                .map(ConstitutionRules.Fault::field)
                .contains("rules[cycles/HK].calendars");
    }

    private static CycleTerms with(CycleTerms terms, List<CutOff> cutOffs, int failAfter) {
        return new CycleTerms(
                terms.lane(),
                terms.agreement(),
                terms.model(),
                terms.mode(),
                terms.convention(),
                terms.calendars(),
                cutOffs,
                failAfter,
                terms.penalties());
    }

    private static void assertField(String field, CycleTerms terms) {
        assertThat(ConstitutionRules.check(Cycles.constitution(1, Cycles.calendar(), terms)))
                .map(ConstitutionRules.Fault::field)
                .contains("rules[" + terms.name() + "]." + field);
    }

    private static void assertStrict(byte[] valid, Consumer<byte[]> read) {
        assertThatThrownBy(() -> read.accept(Arrays.copyOf(valid, valid.length - 1)))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> read.accept(Arrays.copyOf(valid, valid.length + 1)))
                .isInstanceOf(MalformedInput.class);
    }
}
