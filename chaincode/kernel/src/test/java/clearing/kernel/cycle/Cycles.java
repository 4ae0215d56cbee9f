package clearing.kernel.cycle;

import clearing.kernel.Consortium;
import clearing.kernel.Trades;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A consortium whose lane HK settles in two cycles a day, cut off at 12:00 and 17:00 of Hong Kong, the shares at 16:00. */
public final class Cycles {
    public static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    public static final Instant EVENING = Instant.parse("2026-03-02T09:00:00Z");
    /** Minutes after a cut-off from which on what is short is carried. */
    public static final int FAIL_AFTER = 90;
    /** Basis points a business day for HKD and shares; USD has none. */
    public static final int POINTS = 25;

    private Cycles() {}

    public static CalendarRule calendar() {
        return Rules.calendar("HK");
    }

    public static CycleTerms terms(String lane, List<String> assets, DvpModel model) {
        return terms(lane, assets, model, NettingMode.MULTILATERAL);
    }

    public static CycleTerms terms(String lane, List<String> assets, DvpModel model, NettingMode mode) {
        TreeMap<String, String> calendars = new TreeMap<>();
        TreeMap<String, Integer> penalties = new TreeMap<>();
        assets.forEach(asset -> calendars.put(asset, "HK"));
        Stream.of("HKD", Consortium.SHARE_CODE).filter(assets::contains).forEach(asset -> penalties.put(asset, POINTS));
        List<CutOff> cutOffs = new ArrayList<>(List.of(
                new CutOff(0, Optional.empty(), LocalTime.of(12, 0)),
                new CutOff(1, Optional.empty(), LocalTime.of(17, 0))));
        if (assets.contains(Consortium.SHARE_CODE)) {
            cutOffs.add(new CutOff(1, Optional.of(Consortium.SHARE_CODE), LocalTime.of(16, 0)));
        }
        return new CycleTerms(
                lane, "MASTER", model, mode, RollConvention.FOLLOWING, calendars, cutOffs, FAIL_AFTER, penalties);
    }

    public static CycleTerms hk(DvpModel model, NettingMode mode) {
        return terms(Consortium.HK, List.of("HKD", "USD", Consortium.SHARE_CODE), model, mode);
    }

    public static Constitution constitution(int version, Rule... rules) {
        return Rules.constitution(version, List.of(rules));
    }

    /** Brings cycles into force in the lane HK. */
    public static void inForce(Consortium ledger, DvpModel model) {
        inForce(ledger, model, NettingMode.MULTILATERAL);
    }

    public static void inForce(Consortium ledger, DvpModel model, NettingMode mode) {
        ledger.found(constitution(2, calendar(), hk(model, mode)));
    }

    /** At the cycle's cut-off. */
    public static void cutOff(Consortium ledger, CycleId cycle) {
        int hour = cycle.number() == 0 ? 4 : 9;
        ledger.at(cycle.date().atTime(hour, 0).toInstant(ZoneOffset.UTC));
        Consortium.done(ledger.as(Consortium.SOUTH, new Command.CutOff(cycle)));
    }

    /** When what is short may be carried. */
    public static void failTime(Consortium ledger, CycleId cycle) {
        int hour = cycle.number() == 0 ? 4 : 9;
        ledger.at(cycle.date().atTime(hour, 0).toInstant(ZoneOffset.UTC).plus(Duration.ofMinutes(FAIL_AFTER)));
    }

    public static PageId record(
            Consortium ledger, String lane, String author, String counterparty, int number, Trade... trades) {
        PageId id = new PageId(lane, author, counterparty, number);
        Consortium.done(ledger.as(author, Consortium.recordCommand(id, trades)));
        return id;
    }

    /** Recorded by the one and affirmed by the other. */
    public static PageId affirmed(Consortium ledger, String author, String counterparty, int number, Trade... trades) {
        PageId id = record(ledger, Consortium.HK, author, counterparty, number, trades);
        Consortium.done(ledger.as(counterparty, new Command.Affirm(id, ledger.contentHash(id), Selection.all())));
        return id;
    }

    /** The author pays an amount of the asset. */
    public static Trade payment(int asset, String reference, long amount) {
        return Trades.base(TradeKind.PAYMENT, reference, Leg.plain(asset, amount), Optional.empty());
    }

    public static CycleRecord cycle(Consortium ledger, CycleId id) {
        return CycleRecord.decode(ledger.state().get(Keys.cycle(id)).orElseThrow());
    }

    public static Optional<CarriedFail> fail(Consortium ledger, CycleId into, String first, String second) {
        return ledger.state().get(Keys.fail(into, first, second)).map(CarriedFail::decode);
    }

    /** All shares that stand on the ledger for a cycle, whoever gave them. */
    public static List<PageShare> shares(Consortium ledger, CycleId id, String author, String counterparty) {
        List<PageShare> shares = new ArrayList<>();
        for (int strand = 0; strand < Intake.STRANDS; strand++) {
            shares.addAll(Intake.decode(ledger.state().get(Keys.intake(id, author, counterparty, strand)))
                    .shares());
        }
        shares.sort(Comparator.comparingInt(PageShare::number));
        return shares;
    }

    /** A page as the ledger holds it. */
    public static TradePage page(Consortium ledger, PageId id) {
        return TradePage.ofLedger(ledger.state().get(Keys.page(id)).orElseThrow());
    }

    public static StatusPage status(Consortium ledger, PageId id) {
        return ledger.status(id);
    }
}
