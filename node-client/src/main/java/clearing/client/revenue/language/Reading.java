package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known while a document is bound to terms: its faults, its places by the terms' fields, and what later fields refer to. */
final class Reading {
    private final Faults faults;
    private final SortedMap<String, Place> places = new TreeMap<>();
    private final SortedMap<String, Unit> units = new TreeMap<>();
    private List<String> parties = new ArrayList<>();
    private String currency = "";

    /** Reads a figure. */
    @FunctionalInterface
    interface Figure {
        long read(String text) throws Words.NotAFigure;
    }

    Reading(Path file) {
        this.faults = new Faults(file);
    }

    Faults faults() {
        return faults;
    }

    void place(String field, Place place) {
        places.putIfAbsent(field, place);
    }

    /** The place of a field of the terms, or of what it is a part of. */
    Place placeOf(String field) {
        String path = field;
        while (!places.containsKey(path)) {
            int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            if (cut < 0) {
                return Place.START;
            }
            path = path.substring(0, cut);
        }
        return places.get(path);
    }

    void fault(Place place, String code, String sentence) {
        faults.add(place, code, sentence);
    }

    /** The figure, or 0 after a fault. */
    long figure(Place place, String text, Figure figure) {
        try {
            return figure.read(text);
        } catch (Words.NotAFigure e) {
            fault(place, "MALFORMED_FIGURE", e.getMessage() + ".");
            return 0;
        }
    }

    /** A threshold of a measure: money counts in the agreement's currency. */
    long threshold(Place place, String measure, String text) {
        Unit unit = units.get(measure);
        if (unit == null) {
            // Said already where the measure is named.
            return 0;
        }
        Unit counted = unit instanceof Unit.Money ? new Unit.Money(currency) : unit;
        return figure(place, text, t -> Words.value(counted, t));
    }

    /** A fault where no measure of this name was read. */
    void requireMeasure(Place place, String name) {
        if (!units.containsKey(name)) {
            fault(place, "REFERENCE", "There is no measure '" + name + "'.");
        }
    }

    boolean isMoney(String measure) {
        return units.get(measure) instanceof Unit.Money;
    }

    void unit(String measure, Unit unit) {
        units.put(measure, unit);
    }

    String currency() {
        return currency;
    }

    void currency(String code) {
        currency = code;
    }

    /** Members in the order of the agreement. */
    void parties(List<String> members) {
        parties = List.copyOf(members);
    }

    /** Where a member stands in the order; one that is no party stands last. */
    int rank(String member) {
        int rank = parties.indexOf(member);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }
}
