package clearing.client.rulebook;

import clearing.client.calendar.CalendarFiles;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.Rule;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a lane settles in cycles, as people write it.
 *
 * @param dvpModel 2 or 3, of the BIS
 * @param calendars calendar code by asset
 * @param cutOffs one to a cycle of the day, in order
 * @param penalties basis points a business day by asset
 */
record CycleTermsShape(
        String lane,
        String agreement,
        int dvpModel,
        NettingMode netting,
        RollConvention roll,
        SortedMap<String, String> calendars,
        List<DailyCutOff> cutOffs,
        int failAfterMinutes,
        SortedMap<String, Integer> penalties)
        implements RuleShape {

    /**
     * When a cycle of the day is cut off.
     *
     * @param time such as {@code 17:00}, of the lane
     * @param assets times of single assets that have their own
     */
    record DailyCutOff(String time, SortedMap<String, String> assets) {}

    @Override
    public Rule rule(SortedMap<String, CalendarFiles.Entry> known) {
        List<CutOff> all = new ArrayList<>();
        for (int cycle = 0; cycle < cutOffs.size(); cycle++) {
            DailyCutOff daily = cutOffs.get(cycle);
            String field = "cutOffs[" + cycle + "].";
            all.add(new CutOff(cycle, Optional.empty(), time(daily.time(), field + "time")));
            for (var asset : daily.assets().entrySet()) {
                all.add(new CutOff(
                        cycle,
                        Optional.of(asset.getKey()),
                        time(asset.getValue(), field + "assets." + asset.getKey())));
            }
        }
        return new CycleTerms(lane, agreement, model(), netting, roll, calendars, all, failAfterMinutes, penalties);
    }

    private DvpModel model() {
        return switch (dvpModel) {
            case 2 -> DvpModel.NET_FUNDS;
            case 3 -> DvpModel.NET_BOTH;
            default ->
                throw new MalformedInput(
                        ResultCode.MALFORMED, "dvpModel", "Cycles are of model 2 or 3; without cycle terms it is 1");
        };
    }

    private static LocalTime time(String text, String field) {
        try {
            LocalTime time = LocalTime.parse(text);
            if (time.getSecond() == 0 && time.getNano() == 0) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new MalformedInput(ResultCode.MALFORMED, field, "'" + text + "' is no time such as 17:00");
        }
        throw new MalformedInput(ResultCode.MALFORMED, field, "'" + text + "' is no whole minute");
    }
}
