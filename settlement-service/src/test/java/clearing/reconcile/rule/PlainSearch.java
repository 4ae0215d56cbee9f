package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.Item;
import clearing.reconcile.Posting;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is beyond doubt, found by trying everything: all pairs, all subsets. */
final class PlainSearch {
    private PlainSearch() {}

    static TreeSet<String> pairs(
            List<Posting> postings, List<Booking> bookings, long minor, long basisPoints, int days) {
        TreeSet<String> sure = new TreeSet<>();
        for (Posting p : postings) {
            for (Booking b : bookings) {
                long mine = bookings.stream()
                        .filter(o -> near(p, o, minor, basisPoints, days))
                        .count();
                long its = postings.stream()
                        .filter(o -> near(o, b, minor, basisPoints, days))
                        .count();
                if (near(p, b, minor, basisPoints, days) && mine == 1 && its == 1) {
                    sure.add("P:" + p.id() + " B:" + b.id());
                }
            }
        }
        return sure;
    }

    private static boolean near(Posting p, Booking b, long minor, long basisPoints, int days) {
        long slack = Math.max(minor, Math.abs(p.amountMinor()) * basisPoints / 10_000);
        return p.key().equals(b.key()) && Math.abs(p.amountMinor() - b.amountMinor()) <= slack && together(p, b, days);
    }

    private static boolean together(Item one, Item other, int days) {
        LocalDate from = one.valueDate().isBefore(other.valueDate()) ? one.valueDate() : other.valueDate();
        LocalDate to = from.equals(one.valueDate()) ? other.valueDate() : one.valueDate();
        int between = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            between += day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : 1;
        }
        return between <= days && one.counterparty().equals(other.counterparty());
    }

    private record Sum(Item whole, List<Item> parts) {
        boolean touches(Item item) {
            return whole.equals(item) || parts.contains(item);
        }
    }

    static TreeSet<String> sums(List<Posting> postings, List<Booking> bookings, int mostItems, int days) {
        List<Sum> all = new ArrayList<>();
        postings.forEach(p -> collect(p, bookings, mostItems, days, all));
        bookings.forEach(b -> collect(b, postings, mostItems, days, all));
        TreeSet<String> sure = new TreeSet<>();
        for (Sum sum : all) {
            List<Item> items = new ArrayList<>(sum.parts());
            items.add(sum.whole());
            if (items.stream()
                    .allMatch(item -> all.stream().filter(s -> s.touches(item)).count() == 1)) {
                sure.add(key(items));
            }
        }
        return sure;
    }

    private static void collect(Item whole, List<? extends Item> others, int mostItems, int days, List<Sum> all) {
        List<? extends Item> near =
                others.stream().filter(o -> together(whole, o, days)).toList();
        int found = 0;
        for (int mask = 1; mask < 1 << near.size() && found < 2; mask++) {
            List<Item> parts = new ArrayList<>();
            long sum = 0;
            for (int i = 0; i < near.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    parts.add(near.get(i));
                    sum += near.get(i).amountMinor();
                }
            }
            if (parts.size() >= 2 && parts.size() <= mostItems && sum == whole.amountMinor()) {
                all.add(new Sum(whole, parts));
            }
        }
    }

    private static String key(List<Item> items) {
        TreeSet<String> postings = new TreeSet<>();
        TreeSet<String> bookings = new TreeSet<>();
        for (Item item : items) {
            switch (item) {
                case Posting p -> postings.add("P:" + p.id());
                case Booking b -> bookings.add("B:" + b.id());
            }
        }
        return String.join(" ", postings) + " " + String.join(" ", bookings);
    }
}
