package clearing.settlement.matching;

import clearing.books.BookEntry;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds batches that one document brings in parts and another one as one total. Account and asset are equal beforehand. The parts,
 * two or more, have the total's value date and reversal mark, sum up to it exactly, and belong to it by one of these, in this order:
 * all entries with its bank reference; of its booking date all whose references are among its own, none of which is left over; where
 * it has no reference at all, all parts of one batch of its booking date; where it has none but the bank's, all parts of one batch
 * of that day each of which has a reference of the bank of its own, so that they hide the batch's. An entry is in one batch.
 */
final class BatchTwins {
    private BatchTwins() {}

    /**
     * An entry that may be a total, or a part.
     *
     * @param id the caller's
     * @param document in which it came; entry numbers are unique there
     */
    record Item(long id, long document, BookEntry entry) {}

    /** The parts of each total that has them, by the total's number; both in the order given. */
    static Map<Long, List<Item>> find(List<Item> totals, List<Item> parts) {
        Map<Long, List<Item>> found = new LinkedHashMap<>();
        if (parts.size() < 2) {
            return found;
        }
        Map<LocalDate, List<Item>> byDay = parts.stream()
                .collect(Collectors.groupingBy(each -> each.entry().valueDate()));
        Set<Long> taken = new HashSet<>();
        for (Item total : totals) {
            List<Item> open = byDay.getOrDefault(total.entry().valueDate(), List.of()).stream()
                    .filter(each -> !taken.contains(each.id())
                            && each.entry().reversal() == total.entry().reversal())
                    .toList();
            for (List<Item> batch : candidates(total.entry(), open)) {
                if (batch.size() > 1
                        && sum(batch).equals(BigInteger.valueOf(total.entry().amountMinor()))) {
                    batch.forEach(each -> taken.add(each.id()));
                    found.put(total.id(), batch);
                    break;
                }
            }
        }
        return found;
    }

    private static List<List<Item>> candidates(BookEntry total, List<Item> open) {
        List<List<Item>> candidates = new ArrayList<>();
        if (!total.bankReference().isEmpty()) {
            String bank = EntryTwins.key(total.bankReference());
            candidates.add(open.stream()
                    .filter(each -> EntryTwins.key(each.entry().bankReference()).equals(bank))
                    .toList());
        }
        List<Item> sameDay = open.stream()
                .filter(each -> each.entry().bookingDate().equals(total.bookingDate()))
                .toList();
        Set<String> references = EntryTwins.references(total);
        if (!references.isEmpty()) {
            Set<String> said = new TreeSet<>();
            List<Item> among = sameDay.stream()
                    .filter(each -> !each.entry().references().isEmpty()
                            && references.containsAll(EntryTwins.references(each.entry())))
                    .toList();
            among.forEach(each -> said.addAll(EntryTwins.references(each.entry())));
            if (said.equals(references)) {
                candidates.add(among);
            }
        }
        if (total.bankReference().isEmpty() && references.isEmpty()) {
            candidates.addAll(batches(sameDay));
        } else if (!total.bankReference().isEmpty() && isBanks(total, references)) {
            batches(sameDay).stream().filter(BatchTwins::hidesItsReference).forEach(candidates::add);
        }
        return candidates;
    }

    private static Collection<List<Item>> batches(List<Item> open) {
        return open.stream()
                .filter(each -> each.entry().entryId().indexOf('.') > 0)
                .collect(Collectors.groupingBy(BatchTwins::batch, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** Where an entry has no other reference, the bank's stands for it. */
    private static boolean isBanks(BookEntry total, Set<String> references) {
        return references.isEmpty() || references.equals(Set.of(EntryTwins.key(total.bankReference())));
    }

    /** Banks that give each part a reference of its own leave the batch's out of the part. */
    private static boolean hidesItsReference(List<Item> batch) {
        Set<String> banks = new HashSet<>();
        return batch.stream()
                .allMatch(each -> !each.entry().bankReference().isEmpty()
                        && banks.add(EntryTwins.key(each.entry().bankReference())));
    }

    /** Parts are numbered behind the number of their batch: 17.1, 17.2. */
    private static String batch(Item part) {
        String id = part.entry().entryId();
        return part.document() + ":" + id.substring(0, id.indexOf('.'));
    }

    private static BigInteger sum(List<Item> batch) {
        return batch.stream()
                .map(each -> BigInteger.valueOf(each.entry().amountMinor()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
