package clearing.demo.revenue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;

/** The members' files: terms as they agreed on them, and a day of metered calls. */
final class RevenueFiles {
    private static final int CALLS = 2_500;
    private static final int CUSTOMERS = 40;

    private final Path folder;
    private final RevenueDates dates;

    RevenueFiles(Path folder, RevenueDates dates) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.dates = dates;
    }

    Path alliance() throws IOException {
        String terms = resource("robo-1.yaml")
                .replace("{FROM}", dates.first().start().toString())
                .replace("{DUE}", dates.second().end().toString());
        return Files.writeString(folder.resolve("robo-1.yaml"), terms);
    }

    Path dataService() throws IOException {
        String terms =
                resource("data-1.yaml").replace("{FROM}", dates.day().start().toString());
        return Files.writeString(folder.resolve("data-1.yaml"), terms);
    }

    /** 12,500 calls in 2,500 lines. */
    Path calls() throws IOException {
        StringBuilder csv = new StringBuilder("at,customer,quantity\n");
        for (int i = 0; i < CALLS; i++) {
            csv.append(dates.day().start().atStartOfDay().plusSeconds(30L * i).toInstant(ZoneOffset.ofHours(8)))
                    .append(",C")
                    .append(100 + i % CUSTOMERS)
                    .append(",5\n");
        }
        return Files.writeString(folder.resolve("calls.csv"), csv);
    }

    static String resource(String name) {
        try (InputStream in = RevenueFiles.class.getResourceAsStream("/demo/revenue/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the demonstration's " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
