package clearing.bench.revenue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Files of metered facts, drawn from a seed: one month, a thousand customers, up to a hundred calls a fact. */
final class UsageRows {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final long MILLIS = 28L * 24 * 3_600 * 1_000;

    private UsageRows() {}

    /** @return the sum of the quantities */
    static long write(Path file, int facts, long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long sum = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("at,customer,quantity,reference\n");
            for (int i = 0; i < facts; i++) {
                int quantity = 1 + random.nextInt(100);
                sum += quantity;
                out.write(FIRST.plusMillis(random.nextLong(MILLIS)) + ",C" + random.nextInt(1_000) + "," + quantity
                        + ",R" + i + "\n");
            }
        }
        return sum;
    }
}
