package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Currency;
import clearing.kernel.codec.PlainText;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who, when, in what, and what is withheld. */
final class FrameRules {
    static final int MAX_LABEL = 100;
    static final long WHOLE = 1_000_000;

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,39}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Z][A-Z0-9_-]{0,15}");
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;
    private static final int MAX_MONTHS = 120;
    private static final long MAX_WITHHELD = WHOLE / 2;

    private FrameRules() {}

    static void check(Terms t, Findings found) {
        found.require(
                Agreements.isId(t.agreement()), Kind.NAME, "agreement", "is not 1 to 7 characters of A-Z, 0-9 and '-'");
        found.require(t.version() >= 1, Kind.BOUNDS, "version", "is 1 for the first version, then one more each time");
        label(t.title(), "title", found);
        found.require(
                Currency.minorUnit(t.currency()).isPresent(),
                Kind.NAME,
                "currency",
                "is no currency: '" + t.currency() + "'");
        days(t, found);
        parties(t, found);
        found.require(
                t.party(t.collector()).isPresent(), Kind.REFERENCE, "collector", "'" + t.collector() + "' is no party");
        found.require(
                t.lookback() >= 0 && t.lookback() <= Terms.MAX_LOOKBACK,
                Kind.BOUNDS,
                "lookback",
                "is outside 0 to " + Terms.MAX_LOOKBACK + " periods");
        t.escrow().ifPresent(escrow -> escrow(t, escrow, found));
        t.reserve().ifPresent(reserve -> reserve(t, reserve, found));
    }

    static void label(String text, String field, Findings found) {
        found.require(
                !text.isBlank() && PlainText.isPlain(text, MAX_LABEL),
                Kind.NAME,
                field,
                "is not 1 to " + MAX_LABEL + " characters without control characters");
    }

    /** A day that two digits of a year name, so that references of payments can. */
    static boolean day(LocalDate day, String field, Findings found) {
        boolean holds = day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
        found.require(holds, Kind.PERIOD, field, "is outside the years " + FIRST_YEAR + " to " + LAST_YEAR);
        return holds;
    }

    private static void days(Terms t, Findings found) {
        if (!day(t.from(), "from", found)) {
            return;
        }
        boolean begins = new Period(t.cycle(), t.from()).isAligned();
        found.require(
                begins || t.version() > 1 && t.changeover() == Changeover.BY_DAYS,
                Kind.PERIOD,
                "from",
                t.from() + " is not the first day of a period: "
                        + Period.containing(t.cycle(), t.from()).start() + " is, or "
                        + Period.containing(t.cycle(), t.from()).next().start());
        t.until().ifPresent(until -> {
            if (day(until, "until", found)) {
                Period last = Period.containing(t.cycle(), until);
                found.require(
                        last.end().equals(until),
                        Kind.PERIOD,
                        "until",
                        until + " is not the last day of a period: " + last.end() + " is");
                found.require(!until.isBefore(t.from()), Kind.PERIOD, "until", "is before the first day");
            }
        });
    }

    private static void parties(Terms t, Findings found) {
        found.require(
                t.parties().size() >= 2 && t.parties().size() <= Terms.MAX_PARTIES,
                Kind.SIZE,
                "parties",
                "are not 2 to " + Terms.MAX_PARTIES);
        Set<String> members = new TreeSet<>();
        for (int i = 0; i < t.parties().size(); i++) {
            Party party = t.parties().get(i);
            String path = "parties[" + i + "]";
            found.require(
                    MEMBER.matcher(party.member()).matches(),
                    Kind.NAME,
                    path + ".member",
                    "'" + party.member() + "' is no id of a member");
            found.require(
                    members.add(party.member()), Kind.NAME, path + ".member", party.member() + " is a party already");
            account(party.account(), path + ".account", found);
        }
    }

    private static void account(String account, String field, Findings found) {
        found.require(ACCOUNT.matcher(account).matches(), Kind.NAME, field, "'" + account + "' is no account's name");
    }

    private static void escrow(Terms t, Escrow escrow, Findings found) {
        found.require(
                MEMBER.matcher(escrow.member()).matches(),
                Kind.NAME,
                "escrow.member",
                "'" + escrow.member() + "' is no id of a member");
        found.require(
                t.party(escrow.member()).isEmpty(),
                Kind.ESCROW,
                "escrow.member",
                escrow.member() + " is a party: who keeps what is withheld or disputed must have no share in it");
        account(escrow.account(), "escrow.account", found);
    }

    private static void reserve(Terms t, Reserve reserve, Findings found) {
        found.require(
                t.escrow().isPresent(),
                Kind.ESCROW,
                "reserve",
                "needs an escrow: what is withheld must stand somewhere");
        found.require(
                reserve.rate() > 0 && reserve.rate() <= MAX_WITHHELD,
                Kind.BOUNDS,
                "reserve.rate",
                "is not above 0 % and at most 50 %");
        found.require(
                reserve.months() >= 1 && reserve.months() <= MAX_MONTHS,
                Kind.BOUNDS,
                "reserve.months",
                "is outside 1 to " + MAX_MONTHS + " months");
        found.require(
                reserve.votes() >= 1 && reserve.votes() <= t.parties().size(),
                Kind.BOUNDS,
                "reserve.votes",
                "is outside 1 to the number of parties");
        found.require(
                !reserve.from().isEmpty()
                        && reserve.from().size() <= t.parties().size(),
                Kind.SIZE,
                "reserve.from",
                "names no party, or more than there are");
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < reserve.from().size(); i++) {
            String member = reserve.from().get(i);
            String path = "reserve.from[" + i + "]";
            found.require(t.party(member).isPresent(), Kind.REFERENCE, path, "'" + member + "' is no party");
            found.require(seen.add(member), Kind.NAME, path, member + " stands twice");
        }
    }
}
