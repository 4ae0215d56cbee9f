package clearing.simulation.workload;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import clearing.simulation.engine.Draw;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the members of a seed have agreed: often nothing of a kind, so that what one rule hides another seed shows. */
public final class Rulebooks {
    private static final int LARGEST_CAP = 400;
    private static final int LARGEST_LIMIT = 200;
    private static final int MINUTES_OF_DAY = 1_440;
    private static final int SECONDS_PER_MINUTE = 60;
    /** The first minutes of a day are left out: a cut-off of its own may lie one minute before the lane's. */
    private static final int FIRST_MINUTE = 3;

    private static final int MINUTES_AHEAD = 10;
    private static final int MOST_POINTS = 3_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 12, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 12, 31);
    private static final List<LocalDate> HOLIDAYS = List.of(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 4));

    private Rulebooks() {}

    /**
     * Draws the rules of a seed.
     *
     * @param frame without rules
     * @param theme what the seed is mostly about
     * @param start of the simulation, which cut-offs follow
     */
    public static Rulebook of(Constitution frame, Theme theme, Draw draw, Instant start) {
        List<Rule> rules = new ArrayList<>();
        List<String> acting = acting(frame);
        boolean onCredit = theme == Theme.CREDIT || draw.oneIn(theme == Theme.DEFAULTS ? 2 : 6);
        boolean tight = theme == Theme.LIMITS || draw.oneIn(6);
        if (onCredit) {
            acting.forEach(member -> rules.add(new DebitCapRule(member, RiskRules.MONEY, 50 + cap(draw))));
        } else if (draw.oneIn(2)) {
            for (String member : acting) {
                cash(frame, draw).forEach(asset -> rules.add(new DebitCapRule(member, asset, cap(draw))));
            }
        }
        if (draw.oneIn(2)) {
            for (int n = draw.between(3, 15); n > 0; n--) {
                limit(frame, acting, draw).filter(rule -> !hasName(rules, rule)).ifPresent(rules::add);
            }
        }
        for (String from : acting) {
            for (String to : acting) {
                Rule limit =
                        new BilateralLimitRule(from, to, RiskRules.MONEY, tight ? draw.below(LARGEST_LIMIT / 4) : 0);
                if (tight && !from.equals(to) && !hasName(rules, limit)) {
                    rules.add(limit);
                }
            }
        }
        for (Lane lane : frame.lanes()) {
            if (draw.oneIn(4)) {
                rules.add(steps(lane, draw));
            }
            boolean cycles = theme == Theme.ANYTHING ? draw.oneIn(3) : theme == Theme.CYCLES;
            if (cycles) {
                rules.add(calendar(lane, draw));
                rules.add(cycles(frame, lane, draw, start));
            }
        }
        rules.addAll(RiskRules.of(frame, rules, onCredit, theme, draw));
        return new Rulebook(rules);
    }

    static List<String> acting(Constitution frame) {
        return frame.members().stream()
                .filter(member -> !member.readOnly())
                .map(Member::id)
                .toList();
    }

    private static boolean hasName(List<Rule> rules, Rule rule) {
        return rules.stream().anyMatch(other -> other.name().equals(rule.name()));
    }

    private static List<String> cash(Constitution frame, Draw draw) {
        return frame.assets().stream()
                .filter(asset -> asset.kind() == AssetKind.CASH && draw.oneIn(2))
                .map(Asset::code)
                .toList();
    }

    private static long cap(Draw draw) {
        return draw.oneIn(8) ? 0 : draw.between(1, LARGEST_CAP);
    }

    private static Optional<Rule> limit(Constitution frame, List<String> acting, Draw draw) {
        String from = draw.pick(acting);
        String to = draw.pick(acting);
        String asset = draw.pick(frame.assets()).code();
        return from.equals(to)
                ? Optional.empty()
                : Optional.of(new BilateralLimitRule(from, to, asset, draw.below(LARGEST_LIMIT)));
    }

    private static LaneStepsRule steps(Lane lane, Draw draw) {
        return new LaneStepsRule(lane.code(), draw.pick(List.of(LaneStepsRule.Step.values())));
    }

    private static CalendarRule calendar(Lane lane, Draw draw) {
        List<LocalDate> holidays =
                HOLIDAYS.stream().filter(day -> draw.oneIn(4)).toList();
        return new CalendarRule(new HolidayCalendar(
                lane.code(),
                1,
                FIRST_DAY,
                LAST_DAY,
                List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                holidays,
                List.of()));
    }

    /** Cut-offs in the minutes after the start, so that a seed sees some of them come. */
    private static CycleTerms cycles(Constitution frame, Lane lane, Draw draw, Instant start) {
        List<String> assets = frame.assets().stream()
                .filter(asset -> asset.lane().equals(lane.code()))
                .map(Asset::code)
                .toList();
        SortedMap<String, String> calendars = new TreeMap<>();
        SortedMap<String, Integer> penalties = new TreeMap<>();
        for (String asset : assets) {
            calendars.put(asset, lane.code());
            if (draw.oneIn(2)) {
                penalties.put(asset, draw.below(MOST_POINTS));
            }
        }
        long minute = start.getEpochSecond() / SECONDS_PER_MINUTE + lane.utcOffsetMinutes();
        SortedSet<Integer> minutes = new TreeSet<>();
        for (int n = draw.between(3, 8); n > 0; n--) {
            minutes.add(Math.max(FIRST_MINUTE, Math.floorMod(minute + draw.between(1, MINUTES_AHEAD), MINUTES_OF_DAY)));
        }
        List<CutOff> cutOffs = new ArrayList<>();
        boolean earlier = draw.oneIn(3);
        for (int at : minutes) {
            int cycle = cutOffs.size() / (earlier ? 2 : 1);
            cutOffs.add(new CutOff(cycle, Optional.empty(), time(at)));
            if (earlier) {
                cutOffs.add(new CutOff(cycle, Optional.of(assets.getFirst()), time(at - 1)));
            }
        }
        return new CycleTerms(
                lane.code(),
                "simulated",
                draw.oneIn(3) ? DvpModel.NET_FUNDS : DvpModel.NET_BOTH,
                draw.oneIn(3) ? NettingMode.BILATERAL : NettingMode.MULTILATERAL,
                draw.pick(List.of(
                        RollConvention.FOLLOWING,
                        RollConvention.MODIFIED_FOLLOWING,
                        RollConvention.PRECEDING,
                        RollConvention.MODIFIED_PRECEDING)),
                calendars,
                cutOffs,
                draw.below(3),
                penalties);
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay((long) minute * SECONDS_PER_MINUTE);
    }

    /** The rules with a further asset in a lane: where it has cycles, the asset gets a calendar. */
    static Rulebook withAsset(Rulebook rules, Asset asset) {
        return new Rulebook(rules.rules().stream()
                .map(rule -> rule instanceof CycleTerms terms && terms.lane().equals(asset.lane())
                        ? withAsset(terms, asset.code())
                        : rule)
                .toList());
    }

    private static CycleTerms withAsset(CycleTerms terms, String asset) {
        SortedMap<String, String> calendars = new TreeMap<>(terms.calendars());
        calendars.put(asset, terms.lane());
        return new CycleTerms(
                terms.lane(),
                terms.agreement(),
                terms.model(),
                terms.mode(),
                terms.convention(),
                calendars,
                terms.cutOffs(),
                terms.failAfterMinutes(),
                terms.penalties());
    }

    /** The rules with other caps, limits and steps. */
    static Rulebook changed(Constitution now, Draw draw) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : now.rules().rules()) {
            boolean change = draw.oneIn(2);
            switch (rule) {
                case DebitCapRule cap ->
                    rules.add(change ? new DebitCapRule(cap.member(), cap.asset(), cap(draw)) : cap);
                case BilateralLimitRule limit
                when change ->
                    rules.add(new BilateralLimitRule(
                            limit.member(), limit.counterparty(), limit.asset(), draw.below(LARGEST_LIMIT)));
                case LaneStepsRule steps when change -> {
                    // The lane goes all the way again.
                }
                default -> rules.add(rule);
            }
        }
        limit(now, acting(now), draw).filter(rule -> !hasName(rules, rule)).ifPresent(rules::add);
        return new Rulebook(rules);
    }
}
