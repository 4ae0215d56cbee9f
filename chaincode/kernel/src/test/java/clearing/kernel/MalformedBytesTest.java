package clearing.kernel;

import static clearing.kernel.Consortium.NORTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.hold.Hold;
import clearing.kernel.matching.Instructions;
import clearing.kernel.period.Adjustments;
import clearing.kernel.period.ClosedPeriod;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.ReconcileSamples;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.revenue.RevenueSamples;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.state.Keys;
import clearing.kernel.state.StatePage;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged bytes are refused with a code or understood exactly; nothing else happens to the program. */
@Timeout(60)
class MalformedBytesTest {
    private static final int ROUNDS = 5_000;

    private final long seed = Seeds.seed(20_260_302L);
    private final Mutator mutator = new Mutator(Seeds.generator(seed));

    @Test
    void a_damaged_batch_is_refused_or_answered_by_outcomes() {
        Consortium ledger = Consortium.funded();
        ledger.record(41, Samples.page().trade(0), Samples.page().trade(1));
        List<byte[]> seeds = new ArrayList<>(List.of(Samples.batch().encode()));
        Samples.batch().entries().forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        Samples.liquidityBatch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        TradeLifeSamples.batch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        Samples.cycleBatch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        Samples.queueBatch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        Samples.controlBatch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        Samples.riskBatch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        seeds.add(Samples.liftBatch().encode());
        RevenueSamples.batch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        ReconcileSamples.batch()
                .entries()
                .forEach(e -> seeds.add(Batch.of(e.command()).encode()));
        int[] understood = new int[1];

        mutate(seeds, bytes -> {
            Batch batch = Batch.decode(bytes);
            understood[0]++;
            assertThat(batch.encode()).isEqualTo(bytes);
            Transition transition = ledger.attempt(Consortium.caller(NORTH), batch);
            assertThat(transition.outcomes()).hasSameSizeAs(batch.entries());
            assertThat(Outcome.decode(transition.encodeOutcomes())).isEqualTo(transition.outcomes());
        });

        assertThat(understood[0]).as("some damage leaves a batch").isBetween(ROUNDS / 100, ROUNDS);
    }

    @Test
    void a_damaged_page_is_refused_or_recorded() {
        Consortium ledger = Consortium.funded();
        mutate(List.of(Samples.page().encode()), bytes -> {
            Outcome outcome = ledger.attempt(Consortium.caller(NORTH), Batch.of(new Command.RecordPage(bytes)))
                    .outcomes()
                    .getFirst();
            TradePage page = TradePage.decode(bytes);
            assertThat(TradePage.of(page.id(), page.trades()).encode()).isEqualTo(bytes);
            assertThat(outcome.code())
                    .isNotIn(ResultCode.MALFORMED, ResultCode.TOO_LARGE, ResultCode.UNSUPPORTED_VERSION);
        });
    }

    @Test
    void every_other_decoder_is_as_strict() {
        TradePage page = Samples.page();
        decode(StatusPage.alleged(page).encode(), StatusPage::decode, StatusPage::encode);
        decode(Consortium.constitution().encode(), Constitution::decode, Constitution::encode);
        decode(Outcome.encode(Samples.outcomes()), Outcome::decode, Outcome::encode);
        TradePage amendments = TradeLifeSamples.amendments();
        decode(amendments.encode(), TradePage::decode, TradePage::encode);
        decode(StatusPage.alleged(amendments).encode(), StatusPage::decode, StatusPage::encode);
        decode(Instructions.open(page).encode(), Instructions::decode, Instructions::encode);
        decode(TradeLifeSamples.hold().encode(), Hold::decode, Hold::encode);
        decode(TradeLifeSamples.closedPeriod().encode(), ClosedPeriod::decode, ClosedPeriod::encode);
        decode(TradeLifeSamples.adjustments().encode(), Adjustments::decode, Adjustments::encode);
        decode(
                Golden.bytes("lane-wishes-divided"),
                bytes -> LaneWishes.decode(Consortium.HK, Optional.of(bytes)),
                LaneWishes::encode);
        decode(
                Golden.bytes("lane-wishes"),
                bytes -> LaneWishes.decode(Consortium.HK, Optional.of(bytes)),
                LaneWishes::encode);
        decode(ReconcileSamples.shared().encode(), SharedBreak::decode, SharedBreak::encode);
        decode(ReconcileSamples.anchor().encode(), JournalAnchor::decode, JournalAnchor::encode);
        decode(RevenueSamples.part().encode(), FactPart::decode, FactPart::encode);
        decode(RevenueSamples.sealed().encode(), SealedMeasure::decode, SealedMeasure::encode);
        StatePage range =
                new StatePage(List.of(Map.entry("K", new byte[] {1, 2}), Map.entry("L/HK", new byte[3])), "M");
        decode(range.encode(), StatePage::decode, StatePage::encode);
    }

    @Test
    void attributes_of_a_certificate_are_read_or_refused() {
        byte[] json = "{\"attrs\":{\"hf.Type\":\"client\", \"clearing.role\":\"trader,agent\"}}"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        mutate(List.of(json), bytes -> {
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(CertificateAttributes.value(text, "clearing.role")).isNotNull();
        });
        byte[] der = HexFormat.of().parseHex("0405" + "0102030405");
        mutate(List.of(der), CertificateAttributes::unwrapOctetString);
    }

    @Test
    void a_count_that_the_bytes_do_not_hold_allocates_nothing_of_its_size() {
        byte[] page = Samples.page().encode();
        byte[] counted = Arrays.copyOf(page, page.length - Samples.page().count() * TradePage.RECORD_BYTES);
        Bytes.putShort(counted, counted.length - 2, TradePage.MAX_TRADES);
        byte[] status = StatusPage.alleged(Samples.page()).encode();
        byte[] cutStatus =
                Arrays.copyOf(status, status.length - 2 * Samples.page().count());
        Bytes.putShort(cutStatus, cutStatus.length - 34, 0xFFFF);
        byte[] round = HexFormat.of().parseHex("01000100" + "0a" + "02484b" + "01f4");
        byte[] blob = HexFormat.of().parseHex("01000100" + "06" + "0002b000");
        byte[] outcomes = HexFormat.of().parseHex("01ffff");
        byte[] range = HexFormat.of().parseHex("01ffff");

        assertAllocatesLittle(() -> TradePage.decode(counted));
        assertAllocatesLittle(() -> StatusPage.decode(cutStatus));
        assertAllocatesLittle(() -> Batch.decode(round));
        assertAllocatesLittle(() -> Batch.decode(blob));
        assertAllocatesLittle(() -> Outcome.decode(outcomes));
        assertAllocatesLittle(() -> StatePage.decode(range));
        assertAllocatesLittle(() -> Constitution.decode(HexFormat.of().parseHex("0100000001ff")));
    }

    @Test
    void a_batch_of_the_largest_size_is_answered_in_time() {
        Consortium ledger = Consortium.funded();
        // 90 rounds over 500 pages each that do not exist: as much as fits into one batch.
        Command round = Consortium.round(java.util.stream.IntStream.range(0, 500)
                .mapToObj(Consortium::page)
                .toArray(clearing.kernel.trade.PageId[]::new));
        byte[] bytes = Batch.of(java.util.Collections.nCopies(90, round)).encode();
        assertThat(bytes.length).isLessThan(Batch.MAX_BYTES);

        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(ledger.attempt(Consortium.caller(NORTH), Batch.decode(bytes))
                                .outcomes())
                        .allMatch(o -> o.code() == ResultCode.PAGE_NOT_FOUND));
    }

    @Test
    void a_damaged_ledger_is_a_defect_and_never_the_callers_fault() {
        Consortium ledger = Consortium.funded();
        ledger.affirmed(0, Trades.dvp("T1", 10, 1000), Trades.dvp("T2", 10, 1000));
        for (String key : List.of(
                Keys.CONSTITUTION,
                Keys.balance(Consortium.HK, NORTH),
                Keys.page(Consortium.page(0)),
                Keys.status(Consortium.page(0)))) {
            byte[] intact = ledger.state().get(key).orElseThrow();
            mutate(List.of(intact), ROUNDS / 8, bytes -> {
                if (bytes.length == 0) {
                    return;
                }
                ledger.state().put(key, bytes);
                try {
                    ledger.attempt(Consortium.caller(NORTH), Batch.of(Consortium.round(Consortium.page(0))));
                } catch (InvariantViolation defect) {
                    assertThat(defect).hasMessageMatching("(?s).+");
                } catch (MalformedInput blamed) {
                    fail("seed " + seed + ": the caller is blamed for " + key, blamed);
                }
            });
            ledger.state().put(key, intact);
        }
    }

    private <T> void decode(byte[] valid, Function<byte[], T> decoder, Function<T, byte[]> encoder) {
        assertThat(encoder.apply(decoder.apply(valid))).isEqualTo(valid);
        mutate(
                List.of(valid),
                bytes -> assertThat(encoder.apply(decoder.apply(bytes))).isEqualTo(bytes));
    }

    private void mutate(List<byte[]> seeds, Consumer<byte[]> use) {
        mutate(seeds, ROUNDS, use);
    }

    private void mutate(List<byte[]> seeds, int rounds, Consumer<byte[]> use) {
        for (int i = 0; i < rounds; i++) {
            byte[] damaged = mutator.damage(seeds);
            try {
                use.accept(damaged);
            } catch (MalformedInput refused) {
                assertThat(refused.field()).isNotBlank();
                assertThat(refused.sentence()).isNotBlank();
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                fail(Seeds.hint(seed) + " input " + HexFormat.of().formatHex(damaged), e);
            }
        }
    }

    private static void assertAllocatesLittle(Runnable decode) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        refused(decode);
        long before = threads.getCurrentThreadAllocatedBytes();
        refused(decode);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 1024);
    }

    private static void refused(Runnable decode) {
        try {
            decode.run();
            fail("bytes that are cut off were understood");
        } catch (MalformedInput expected) {
            assertThat(expected.code()).isIn(ResultCode.MALFORMED, ResultCode.TOO_LARGE);
        }
    }

    /** Flips, overwrites, cuts, repeats and splices bytes. */
    private record Mutator(RandomGenerator random) {
        private static final int[] EDGES = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, '/', 'A', ' '};

        byte[] damage(List<byte[]> seeds) {
            byte[] bytes = pick(seeds).clone();
            for (int hits = 1 + random.nextInt(3); hits > 0 && bytes.length > 0; hits--) {
                bytes = once(bytes, seeds);
            }
            return bytes;
        }

        private byte[] once(byte[] bytes, List<byte[]> seeds) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) EDGES[random.nextInt(EDGES.length)];
                case 2 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte)
                            (random.nextInt(3) - 1));
                case 3 -> {
                    return Arrays.copyOf(bytes, at);
                }
                case 4 -> {
                    return splice(bytes, at, bytes, random.nextInt(bytes.length));
                }
                default -> {
                    byte[] other = pick(seeds);
                    return splice(bytes, at, other, random.nextInt(other.length));
                }
            }
            return bytes;
        }

        private byte[] pick(List<byte[]> seeds) {
            return seeds.get(random.nextInt(seeds.size()));
        }

        private static byte[] splice(byte[] head, int headLength, byte[] tail, int from) {
            byte[] joined = Arrays.copyOf(head, headLength + tail.length - from);
            System.arraycopy(tail, from, joined, headLength, tail.length - from);
            return joined;
        }
    }
}
