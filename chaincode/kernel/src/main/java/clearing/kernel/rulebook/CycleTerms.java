package clearing.kernel.rulebook;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import clearing.kernel.constitution.Lane;
import clearing.kernel.netting.NettingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the trades of a lane settle in cycles instead of one by one.
 *
 * @param lane code of the lane
 * @param agreement name of the netting agreement between the members
 * @param mode multilateral: all pairs of a cycle at one instant; bilateral: pair after pair, each with cover of its own
 * @param convention where a value date goes that is no business day
 * @param calendars code of a calendar rule for each asset of the lane
 * @param cutOffs as {@link CycleRule} has them, whole minutes
 * @param failAfterMinutes how long after the cut-off what is short may be carried into the next cycle
 * @param penalties basis points for each business day that an asset is not delivered; none for assets that are not named
 */
public record CycleTerms(
        String lane,
        String agreement,
        DvpModel model,
        NettingMode mode,
        RollConvention convention,
        SortedMap<String, String> calendars,
        List<CutOff> cutOffs,
        int failAfterMinutes,
        SortedMap<String, Integer> penalties)
        implements Rule {
    public static final int MAX_BASIS_POINTS = 10_000;
    public static final int MAX_FAIL_MINUTES = 10 * 24 * 60;

    static final int TAG = 20;

    private static final Comparator<CutOff> ORDER = Comparator.comparingInt(CutOff::cycle)
            .thenComparing(cutOff -> cutOff.asset().orElse(""));

    public CycleTerms {
        calendars = new TreeMap<>(calendars);
        penalties = new TreeMap<>(penalties);
        cutOffs = cutOffs.stream().sorted(ORDER).toList();
    }

    static String name(String lane) {
        return "cycles/" + lane;
    }

    @Override
    public String name() {
        return name(lane);
    }

    @Override
    public int tag() {
        return TAG;
    }

    /** Basis points for each business day. */
    public int penalty(String asset) {
        return penalties.getOrDefault(asset, 0);
    }

    /**
     * The rule that finds a trade's cycle, with the calendars that the constitution carries.
     *
     * @throws MalformedInput when they contradict each other; never for a constitution that was ratified
     */
    public CycleRule rule(Constitution constitution) {
        Lane own = constitution
                .lane(lane)
                .orElseThrow(() -> new MalformedInput(ResultCode.UNKNOWN_LANE, "lane", "there is no lane " + lane));
        SortedMap<String, HolidayCalendar> days = new TreeMap<>();
        calendars.forEach((asset, code) -> days.put(
                asset,
                constitution
                        .rules()
                        .calendar(code)
                        .orElseThrow(() -> new MalformedInput(
                                ResultCode.MALFORMED, "calendars", "there is no calendar rule " + code))));
        return new CycleRule(lane, own.utcOffsetMinutes(), convention, days, cutOffs);
    }

    @Override
    public void write(ByteWriter out) {
        out.text(lane).text(agreement).u8(model.ordinal()).u8(mode.ordinal()).u8(convention.ordinal());
        out.u16(calendars.size());
        calendars.forEach((asset, calendar) -> out.text(asset).text(calendar));
        out.u16(cutOffs.size());
        for (CutOff cutOff : cutOffs) {
            out.u8(cutOff.cycle()).text(cutOff.asset().orElse(""));
            CycleTermsCodec.writeMinute(out, cutOff.time());
        }
        out.i32(failAfterMinutes).u16(penalties.size());
        penalties.forEach((asset, points) -> out.text(asset).u16(points));
    }

    static CycleTerms read(ByteReader in, String path) {
        return CycleTermsCodec.read(in, path, ORDER);
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.lane(lane).isEmpty()) {
            return fault("lane", "'" + lane + "' is no lane of this constitution");
        }
        if (agreement.isEmpty() || agreement.length() > 100) {
            return fault("agreement", "is not 1 to 100 characters");
        }
        List<String> assets = constitution.assets().stream()
                .filter(asset -> asset.lane().equals(lane))
                .map(Asset::code)
                .sorted()
                .toList();
        if (!assets.equals(List.copyOf(calendars.keySet()))) {
            return fault("calendars", "names a calendar for each asset of the lane and for no other");
        }
        String strangers = cutOffs.stream()
                .flatMap(cutOff -> cutOff.asset().stream())
                .filter(asset -> !assets.contains(asset))
                .collect(Collectors.joining(", "));
        if (!strangers.isEmpty()) {
            return fault("cutOffs", "names " + strangers + ", which is no asset of the lane");
        }
        if (failAfterMinutes < 0 || failAfterMinutes > MAX_FAIL_MINUTES) {
            return fault("failAfterMinutes", "is outside 0.." + MAX_FAIL_MINUTES);
        }
        for (var penalty : penalties.entrySet()) {
            if (!assets.contains(penalty.getKey()) || penalty.getValue() > MAX_BASIS_POINTS || penalty.getValue() < 0) {
                return fault("penalties", "has an asset of another lane, or points outside 0.." + MAX_BASIS_POINTS);
            }
        }
        try {
            rule(constitution);
            return Optional.empty();
        } catch (MalformedInput e) {
            return fault(e.field().replace("cycleRule.", ""), e.sentence());
        }
    }

    private static Optional<Fault> fault(String field, String sentence) {
        return Optional.of(new Fault(field, sentence));
    }
}
