package clearing.kernel.rulebook;

import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.netting.NettingMode;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Canonical bytes of cycle terms.
 *
 * <pre>
 * terms  := lane text | agreement text | model u8 | mode u8 | convention u8 | count u16 | (asset text, calendar text){count}
 *         | count u16 | (cycle u8, asset text or empty, minute of the day u16){count}
 *         | fail after minutes i32 | count u16 | (asset text, basis points u16){count}
 * </pre>
 *
 * Lists ascend: by asset, cut-offs by cycle and asset.
 */
final class CycleTermsCodec {
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_HOUR = 60;

    private CycleTermsCodec() {}

    static void writeMinute(ByteWriter out, LocalTime time) {
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException("a cut-off is a whole minute, which " + time + " is not");
        }
        out.u16(time.getHour() * MINUTES_OF_HOUR + time.getMinute());
    }

    /** @param order of cut-offs */
    static CycleTerms read(ByteReader in, String path, Comparator<CutOff> order) {
        String lane = in.text(path + ".lane");
        String agreement = in.text(path + ".agreement");
        DvpModel model = in.constant(DvpModel.values(), path + ".model");
        NettingMode mode = in.constant(NettingMode.values(), path + ".mode");
        RollConvention convention = in.constant(RollConvention.values(), path + ".convention");
        SortedMap<String, String> calendars = map(in, path + ".calendars", reader -> reader.text(path + ".calendars"));
        List<CutOff> cutOffs = new ArrayList<>();
        int count = in.u16(path + ".cutOffs");
        for (int i = 0; i < count; i++) {
            CutOff cutOff = cutOff(in, path + ".cutOffs");
            if (i > 0 && order.compare(cutOffs.get(i - 1), cutOff) >= 0) {
                throw in.fault(ResultCode.MALFORMED, path + ".cutOffs", "is out of order");
            }
            cutOffs.add(cutOff);
        }
        int failAfter = in.i32(path + ".failAfterMinutes");
        SortedMap<String, Integer> penalties = map(in, path + ".penalties", reader -> reader.u16(path + ".penalties"));
        return new CycleTerms(lane, agreement, model, mode, convention, calendars, cutOffs, failAfter, penalties);
    }

    private static CutOff cutOff(ByteReader in, String field) {
        int cycle = in.u8(field);
        String asset = in.text(field);
        int minute = in.u16(field);
        if (minute >= MINUTES_OF_DAY) {
            throw in.fault(ResultCode.MALFORMED, field, "has no minute " + minute + " of a day");
        }
        return new CutOff(
                cycle,
                asset.isEmpty() ? Optional.empty() : Optional.of(asset),
                LocalTime.of(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR));
    }

    private static <V> SortedMap<String, V> map(ByteReader in, String field, Function<ByteReader, V> value) {
        TreeMap<String, V> map = new TreeMap<>();
        for (int left = in.u16(field); left > 0; left--) {
            String key = in.text(field);
            if (!map.isEmpty() && key.compareTo(map.lastKey()) <= 0) {
                throw in.fault(ResultCode.MALFORMED, field, "is out of order");
            }
            map.put(key, value.apply(in));
        }
        return map;
    }
}
