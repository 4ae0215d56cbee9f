package clearing.client.revenue.usage;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.revenue.fact.FactPart;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumTreeTest {
    private static final long SEED = 20_261_130L;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 33, 100})
    void every_fact_of_a_page_is_proved_with_the_sum_and_number_of_all(int size) {
        UsagePage page = page(size);
        FactPart onLedger = onLedger(page);

        assertThat(onLedger.evidence()).isEqualTo(byRecursion(page));
        assertThat(onLedger.value())
                .isEqualTo(page.entries().stream()
                        .mapToLong(e -> e.fact().quantity())
                        .sum());
        for (int i = 0; i < size; i++) {
            assertThat(page.prove(i).holds(onLedger))
                    .as("fact %d of %d", i, size)
                    .isTrue();
        }
    }

    /** Another algorithm: from the definition, the largest power of two below the number on the left. */
    private static Blob byRecursion(UsagePage page) {
        byte[] top = top(page.entries());
        return Blob.of(
                Bytes.sha256(join(new byte[] {2}, number(page.entries().size()), number(sum(page.entries())), top)));
    }

    private static byte[] top(List<UsagePage.Entry> entries) {
        if (entries.size() == 1) {
            UsagePage.Entry entry = entries.getFirst();
            return Bytes.sha256(
                    join(new byte[] {0}, entry.salt().bytes(), entry.fact().encode()));
        }
        int left = Integer.highestOneBit(entries.size() - 1);
        List<UsagePage.Entry> before = entries.subList(0, left);
        List<UsagePage.Entry> behind = entries.subList(left, entries.size());
        return Bytes.sha256(join(new byte[] {1}, number(sum(before)), top(before), number(sum(behind)), top(behind)));
    }

    private static long sum(List<UsagePage.Entry> entries) {
        return entries.stream().mapToLong(e -> e.fact().quantity()).sum();
    }

    private static byte[] number(long value) {
        return new ByteWriter(8).i64(value).toBytes();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void whatever_is_changed_about_a_proof_it_does_not_hold() {
        UsagePage page = page(21);
        FactPart onLedger = onLedger(page);
        for (int i = 0; i < page.entries().size(); i++) {
            UsageProof proof = page.prove(i);
            MeteredFact fact = proof.fact();
            assertThat(with(proof, i, fact.quantity() + 1).holds(onLedger)).isFalse();
            assertThat(with(proof, (i + 1) % 21, fact.quantity()).holds(onLedger))
                    .isFalse();
            assertThat(with(proof, -1, fact.quantity()).holds(onLedger)).isFalse();
            assertThat(with(proof, 21, fact.quantity()).holds(onLedger)).isFalse();
            for (int side = 0; side < proof.path().size(); side++) {
                List<SumTree.Side> path = new ArrayList<>(proof.path());
                SumTree.Side old = path.get(side);
                path.set(side, new SumTree.Side(old.sum() - 1, old.hash()));
                assertThat(along(proof, path).holds(onLedger)).isFalse();
                path.set(side, new SumTree.Side(-old.sum() - 1, old.hash()));
                assertThat(along(proof, path).holds(onLedger)).isFalse();
                path.set(side, new SumTree.Side(Long.MAX_VALUE, old.hash()));
                assertThat(along(proof, path).holds(onLedger)).isFalse();
                path.remove(side);
                assertThat(along(proof, path).holds(onLedger)).isFalse();
            }
            List<SumTree.Side> longer = new ArrayList<>(proof.path());
            longer.add(longer.getFirst());
            assertThat(along(proof, longer).holds(onLedger)).isFalse();
        }
    }

    @Test
    void a_sum_number_or_root_that_is_not_the_pages_is_seen() {
        UsagePage page = page(9);
        FactPart right = onLedger(page);
        UsageProof proof = page.prove(4);

        assertThat(proof.holds(new FactPart(0, right.value() - 1, right.count(), right.evidence(), FactPart.NOTHING)))
                .isFalse();
        assertThat(proof.holds(new FactPart(0, right.value(), right.count() + 1, right.evidence(), FactPart.NOTHING)))
                .isFalse();
        assertThat(proof.holds(new FactPart(0, right.value(), right.count(), FactPart.NOTHING, FactPart.NOTHING)))
                .isFalse();
    }

    @Test
    void a_page_without_one_of_its_facts_has_another_root() {
        UsagePage page = page(12);
        for (int i = 0; i < 12; i++) {
            List<UsagePage.Entry> fewer = new ArrayList<>(page.entries());
            fewer.remove(i);
            UsagePage other = new UsagePage(page.agreement(), page.period(), page.measure(), page.part(), fewer);
            assertThat(other.report(0).evidence()).isNotEqualTo(page.report(0).evidence());
        }
    }

    @Test
    void a_page_and_a_proof_are_read_back_as_they_were() {
        UsagePage page = page(7);

        assertThat(UsagePage.decode(page.encode())).isEqualTo(page);
        UsageProof proof = page.prove(5);
        byte[] json = UsageProofJson.write(proof).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(UsageProofJson.read(java.nio.file.Path.of("proof.json"), json))
                .isEqualTo(proof);
    }

    private static UsageProof with(UsageProof proof, int index, long quantity) {
        MeteredFact fact = proof.fact();
        return new UsageProof(
                proof.agreement(),
                proof.period(),
                proof.measure(),
                proof.part(),
                index,
                proof.size(),
                proof.salt(),
                new MeteredFact(fact.at(), fact.customer(), quantity, fact.reference()),
                proof.path());
    }

    private static UsageProof along(UsageProof proof, List<SumTree.Side> path) {
        return new UsageProof(
                proof.agreement(),
                proof.period(),
                proof.measure(),
                proof.part(),
                proof.index(),
                proof.size(),
                proof.salt(),
                proof.fact(),
                path);
    }

    private static FactPart onLedger(UsagePage page) {
        FactReport report = page.report(0);
        return new FactPart(0, report.value(), report.count(), report.evidence(), FactPart.NOTHING);
    }

    private UsagePage page(int size) {
        List<UsagePage.Entry> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] salt = new byte[MeteredFact.SALT_BYTES];
            random.nextBytes(salt);
            entries.add(new UsagePage.Entry(
                    Blob.of(salt),
                    new MeteredFact(
                            Instant.parse("2026-11-03T04:05:06.789Z").plusSeconds(i),
                            "Kunde \u00fc" + i % 3,
                            1 + random.nextInt(1_000),
                            i % 2 == 0 ? "" : "R-" + i)));
        }
        return new UsagePage("ROBO-1", LocalDate.of(2026, 11, 1), "calls", 3, entries);
    }
}
