package clearing.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Addresses of records with one side alone: by the day whose close makes them overdue, or carried, by the number of the account. */
final class StandingAlone {
    final Days due;
    private final Map<Integer, Addresses> carried = new HashMap<>();
    private final NavigableMap<Integer, Addresses> waiting = new TreeMap<>();
    /** Most items wait for the same day as the one before. */
    private Addresses lastWaiting = new Addresses();

    private int lastDay = Integer.MIN_VALUE;

    StandingAlone(Rules rules) {
        due = new Days(rules.pendingGraceDays());
    }

    void carry(int key, int at) {
        carried.computeIfAbsent(key, k -> new Addresses()).add(at);
    }

    /** What is carried of an account, which is forgotten here. */
    Optional<Addresses> takeCarried(int key) {
        return Optional.ofNullable(carried.remove(key));
    }

    void await(int valueDay, int at) {
        int day = due.after(valueDay);
        if (day != lastDay || lastWaiting.isGone()) {
            lastDay = day;
            lastWaiting = waiting.computeIfAbsent(day, k -> new Addresses());
        }
        lastWaiting.add(at);
    }

    /** The first day that something waits for. */
    OptionalInt firstDay() {
        return waiting.isEmpty() ? OptionalInt.empty() : OptionalInt.of(waiting.firstKey());
    }

    /** What waits for a day, which is forgotten here. */
    Addresses takeWaiting(int day) {
        Addresses passed = waiting.remove(day);
        if (passed == null) {
            return new Addresses();
        }
        passed.leave();
        return passed;
    }

    /** What waits for that day or an earlier one. */
    Iterable<Addresses> waitingUntil(int day) {
        return waiting.headMap(day, true).values();
    }
}
