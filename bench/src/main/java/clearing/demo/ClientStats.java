package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the clients wrote down about their trades: when each page was submitted and when its trades became final.
 *
 * @param waits trades by milliseconds from submission to finality
 * @param firstSubmitted milliseconds since 1970
 * @param lastFinal milliseconds since 1970
 */
record ClientStats(TreeMap<Long, Long> waits, long firstSubmitted, long lastFinal) {

    /** Reads the files that each run of the clients left; a killed run leaves none. */
    static ClientStats read(List<Path> files) throws IOException {
        TreeMap<Long, Long> waits = new TreeMap<>();
        long first = Long.MAX_VALUE;
        long last = 0;
        List<JsonNode> pages = new ArrayList<>();
        for (Path file : files) {
            for (JsonNode member : new ObjectMapper().readTree(file.toFile()).path("members")) {
                member.path("pages").forEach(pages::add);
            }
        }
        for (JsonNode page : pages) {
            if (page.has("submitted")) {
                long submitted = page.path("submitted").asLong();
                first = Math.min(first, submitted);
                for (JsonNode at : page.path("final")) {
                    last = Math.max(last, at.path("at").asLong());
                    waits.merge(
                            at.path("at").asLong() - submitted,
                            at.path("trades").asLong(),
                            Long::sum);
                }
            }
        }
        return new ClientStats(waits, first, last);
    }

    /** Seconds from the first submission to the last finality. */
    double seconds() {
        return waits.isEmpty() ? 0 : (lastFinal - firstSubmitted) / 1000.0;
    }

    /** The wait in milliseconds that so many percent of the trades did not exceed. */
    long percentile(int percent) {
        long count = waits.values().stream().mapToLong(Long::longValue).sum();
        long rank = Math.max(1, (count * percent + 99) / 100);
        long passed = 0;
        for (Map.Entry<Long, Long> wait : waits.entrySet()) {
            passed += wait.getValue();
            if (passed >= rank) {
                return wait.getKey();
            }
        }
        return 0;
    }
}
