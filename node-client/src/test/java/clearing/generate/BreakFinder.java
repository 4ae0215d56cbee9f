package clearing.generate;

import clearing.generate.ChainModel.Posted;
import clearing.generate.MemberFiles.Line;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Finds one member's breaks by the definitions in docs/books.md, sharing no code with the generator or the service. */
final class BreakFinder {
    record Found(String kind, String member, String account, String asset, String reference, BigDecimal amount) {}

    private final String member;
    private final Map<String, String> states;
    private final UnaryOperator<String> alias;
    private final List<Posted> unbooked = new ArrayList<>();
    private final List<Line> unexplained = new ArrayList<>();
    private final Map<String, List<Posted>> postings = new LinkedHashMap<>();
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();
    final List<Found> found = new ArrayList<>();

    BreakFinder(String member, Map<String, String> states, UnaryOperator<String> alias) {
        this.member = member;
        this.states = states;
        this.alias = alias;
    }

    List<Found> find(List<Posted> ledger, List<Line> books) {
        ledger.forEach(posting -> postings.computeIfAbsent(posting.reference(), r -> new ArrayList<>())
                .add(posting));
        for (Line line : books) {
            if (line.references().size() > 1) {
                merged(line);
            } else if (line.references().isEmpty()) {
                unexplained.add(line);
            } else {
                lines.computeIfAbsent(line.references().getFirst(), r -> new ArrayList<>())
                        .add(line);
            }
        }
        postings.forEach((reference, own) -> own.forEach(posting -> compare(posting, own)));
        lines.values().forEach(rest -> rest.forEach(this::unfounded));
        pairByContent();
        unbooked.forEach(posting -> add("MISSING_IN_BOOKS", posting));
        unexplained.forEach(line -> add("MISSING_ON_CHAIN", line));
        return found;
    }

    private void merged(Line line) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String reference : line.references()) {
            List<Posted> own = postings.getOrDefault(reference, new ArrayList<>());
            Posted covered = own.stream()
                    .filter(posting -> sameCell(posting, line))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("merged without posting: " + line));
            own.remove(covered);
            sum = sum.add(covered.amount());
        }
        if (sum.compareTo(line.amount()) != 0) {
            throw new AssertionError("merged, but sums differ: " + line);
        }
        found.add(new Found(
                "MERGED_IN_BOOKS",
                member,
                line.account(),
                line.asset(),
                String.join("+", line.references()),
                line.amount()));
    }

    private void compare(Posted posting, List<Posted> sameReference) {
        List<Line> candidates = lines.getOrDefault(posting.reference(), List.of());
        List<Line> here =
                candidates.stream().filter(line -> sameCell(posting, line)).toList();
        if (here.isEmpty()) {
            elsewhere(posting, candidates, sameReference);
            return;
        }
        candidates.removeAll(here);
        BigDecimal sum = here.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (here.size() == 1) {
            single(posting, here.getFirst());
        } else if (here.stream().anyMatch(Line::reversal) && sum.signum() == 0) {
            add("REVERSED_IN_BOOKS", posting);
        } else if (here.stream().allMatch(line -> same(line.amount(), posting.amount()))) {
            add("DUPLICATE_IN_BOOKS", posting);
        } else if (sum.compareTo(posting.amount()) == 0) {
            add("SPLIT_IN_BOOKS", posting);
        } else {
            throw new AssertionError("no known break: " + posting + " " + here);
        }
    }

    private void elsewhere(Posted posting, List<Line> candidates, List<Posted> sameReference) {
        for (Line line : candidates) {
            boolean expected = sameReference.stream().anyMatch(other -> sameCell(other, line));
            if (!expected && same(line.amount(), posting.amount())) {
                boolean account = line.asset().equals(posting.asset());
                add(account ? "ACCOUNT_DIFFERS" : "CURRENCY_DIFFERS", posting);
                candidates.remove(line);
                return;
            }
        }
        unbooked.add(posting);
    }

    private void single(Posted posting, Line line) {
        Set<String> differences = new TreeSet<>();
        if (same(line.amount(), posting.amount().negate())) {
            differences.add("SIGN_DIFFERS");
        } else if (!same(line.amount(), posting.amount())) {
            differences.add("AMOUNT_DIFFERS");
        }
        if (!line.valueDate().equals(posting.valueDate())) {
            differences.add("DATE_DIFFERS");
        } else if (businessDays(line.valueDate(), line.booked()) > 1) {
            differences.add("LATE_IN_BOOKS");
        }
        if (!alias.apply(line.counterparty()).equals(posting.counterparty())) {
            differences.add("COUNTERPARTY_DIFFERS");
        }
        if (differences.size() > 1) {
            throw new AssertionError("several breaks on one posting: " + posting + " " + line);
        }
        differences.forEach(kind -> add(kind, posting));
    }

    private static int businessDays(String from, String to) {
        int days = 0;
        for (LocalDate day = LocalDate.parse(from); day.isBefore(LocalDate.parse(to)); ) {
            day = day.plusDays(1);
            days += day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? 0 : 1;
        }
        return days;
    }

    private void unfounded(Line line) {
        String state = states.getOrDefault(line.references().getFirst(), "");
        if (state.equals("FAILED") || state.equals("REJECTED")) {
            add("UNSETTLED_ON_CHAIN", line);
        } else {
            unexplained.add(line);
        }
    }

    private void pairByContent() {
        for (Posted posting : List.copyOf(unbooked)) {
            List<Line> alike = unexplained.stream()
                    .filter(line -> sameCell(posting, line)
                            && same(line.amount(), posting.amount())
                            && line.valueDate().equals(posting.valueDate())
                            && alias.apply(line.counterparty()).equals(posting.counterparty())
                            && (line.references().isEmpty()
                                    || distance(line.references().getFirst(), posting.reference()) <= 2))
                    .toList();
            if (alike.size() > 1) {
                throw new AssertionError("ambiguous: " + posting + " " + alike);
            }
            alike.forEach(line -> {
                unexplained.remove(line);
                unbooked.remove(posting);
                add("REFERENCE_DIFFERS", posting);
            });
        }
    }

    /** Characters changed, lost or added, after a full table; a swap counts as two. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    cost[i][j] = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static boolean same(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) == 0;
    }

    private static boolean sameCell(Posted posting, Line line) {
        return posting.account().equals(line.account()) && posting.asset().equals(line.asset());
    }

    private void add(String kind, Posted posting) {
        found.add(new Found(kind, member, posting.account(), posting.asset(), posting.reference(), posting.amount()));
    }

    private void add(String kind, Line line) {
        found.add(new Found(
                kind, member, line.account(), line.asset(), String.join("+", line.references()), line.amount()));
    }
}
