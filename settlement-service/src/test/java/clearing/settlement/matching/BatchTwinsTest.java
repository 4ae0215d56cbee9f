package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BookEntry;
import clearing.books.Location;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatchTwinsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void a_batch_without_amounts_names_the_references_of_its_parts() {
        List<BatchTwins.Item> parts = List.of(part(1, "1", 100, "A", "X1"), part(2, "2", 50, "B", "X2"));

        assertThat(BatchTwins.find(List.of(total(9, 150, "", "A", "B")), parts)).containsOnlyKeys(9L);
        assertThat(BatchTwins.find(List.of(total(9, 151, "", "A", "B")), parts)).isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 150, "", "A", "B", "C")), parts))
                .isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 150, "", "A")), parts)).isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 100, "", "A")), parts)).isEmpty();
    }

    @Test
    void a_total_without_any_reference_is_that_of_a_whole_batch_only() {
        List<BatchTwins.Item> parts = List.of(
                part(1, "4.1", 100, "A", ""),
                part(2, "4.2", 50, "B", ""),
                part(3, "5.1", 100, "C", ""),
                part(4, "5.2", 30, "D", ""),
                part(5, "6", 20, "E", ""));

        assertThat(ids(BatchTwins.find(List.of(total(9, 150, "")), parts).get(9L)))
                .containsExactly(1L, 2L);
        assertThat(ids(BatchTwins.find(List.of(total(9, 130, "")), parts).get(9L)))
                .containsExactly(3L, 4L);
        assertThat(BatchTwins.find(List.of(total(9, 50, "")), parts)).isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 150, "BANK")), parts)).isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 150, "", "Z")), parts)).isEmpty();
    }

    /** The bank's reference of the batch stands in its total, those of the payments in the parts. */
    @Test
    void parts_with_references_of_the_bank_of_their_own_belong_to_a_total_that_names_no_other() {
        List<BatchTwins.Item> parts = List.of(
                part(1, "4.1", 100, "A", "P1"),
                part(2, "4.2", 50, "B", "P2"),
                part(3, "5.1", 100, "C", "P3"),
                part(4, "5.2", 30, "D", "P3"),
                part(5, "6", 50, "E", "P5"));

        assertThat(ids(BatchTwins.find(List.of(total(9, 150, "BATCH")), parts).get(9L)))
                .containsExactly(1L, 2L);
        assertThat(ids(BatchTwins.find(List.of(total(9, 150, "BATCH", "batch")), parts)
                        .get(9L)))
                .containsExactly(1L, 2L);
        assertThat(BatchTwins.find(List.of(total(9, 150, "BATCH", "Z")), parts)).isEmpty();
        assertThat(BatchTwins.find(List.of(total(9, 151, "BATCH")), parts)).isEmpty();
        // Two parts share a reference: that is their batch's, and another one than the total's.
        assertThat(BatchTwins.find(List.of(total(9, 130, "BATCH")), parts)).isEmpty();
    }

    /** Whatever is there: what is found sums up, is of one value date, and no part is in two batches. */
    @Test
    void what_is_found_sums_up_and_is_found_once() {
        int found = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<BatchTwins.Item> parts = new ArrayList<>();
            List<BatchTwins.Item> totals = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String bank = random.nextBoolean() ? "K" + random.nextInt(3) : "";
                parts.add(part(i, random.nextInt(3) + "." + i, random.nextInt(5) - 2, "R" + random.nextInt(3), bank));
                totals.add(total(
                        100 + i,
                        random.nextInt(9) - 4,
                        random.nextBoolean() ? "K" + random.nextInt(3) : "",
                        random.nextBoolean() ? new String[] {"R" + random.nextInt(3)} : new String[0]));
            }
            List<Long> taken = new ArrayList<>();
            for (var each : BatchTwins.find(totals, parts).entrySet()) {
                assertThat(each.getValue().stream()
                                .mapToLong(p -> p.entry().amountMinor())
                                .sum())
                        .isEqualTo(
                                totals.get((int) (each.getKey() - 100)).entry().amountMinor());
                assertThat(each.getValue()).hasSizeGreaterThan(1);
                taken.addAll(ids(each.getValue()));
                found++;
            }
            assertThat(taken).doesNotHaveDuplicates();
        }
        assertThat(found).isGreaterThan(100);
    }

    private static List<Long> ids(List<BatchTwins.Item> items) {
        return items.stream().map(BatchTwins.Item::id).toList();
    }

    private static BatchTwins.Item part(long id, String entryId, long minor, String reference, String bank) {
        return new BatchTwins.Item(id, 1, entry(entryId, minor, List.of(reference), bank));
    }

    private static BatchTwins.Item total(long id, long minor, String bank, String... references) {
        return new BatchTwins.Item(id, 2, entry("1", minor, List.of(references), bank));
    }

    private static BookEntry entry(String id, long minor, List<String> references, String bank) {
        return new BookEntry(
                id,
                "HOUSE",
                "HKD",
                minor,
                DAY,
                DAY,
                references,
                "",
                false,
                "",
                "",
                new Location("", 1, 1),
                bank,
                Optional.empty());
    }
}
