package clearing.client.journal;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An audit log as a member exports it: one JSON object a line, from the first record on,
 * {@code {"index":0,"at":T,"actor":A,"action":W,"subject":S,"detail":D,"hash":64 hex digits}}.
 */
public final class AuditFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditFile() {}

    /**
     * Computes the chain anew.
     *
     * @param records how many were sealed; more may follow
     * @param head hash of the last of them
     * @return why the file is not that log, in a sentence; empty when it is
     * @throws BadInput when it cannot be read
     */
    public static Optional<String> refuse(Path file, long records, byte[] head) {
        byte[] previous = AuditSeal.beginning();
        long index = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && index < records; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                byte[] computed = AuditSeal.of(
                        previous,
                        index,
                        Instant.parse(node.path("at").asText()),
                        node.path("actor").asText(),
                        node.path("action").asText(),
                        node.path("subject").asText(),
                        node.path("detail").asText());
                if (node.path("index").asLong(-1) != index
                        || !HexFormat.of()
                                .formatHex(computed)
                                .equals(node.path("hash").asText())) {
                    return Optional.of("Record " + index + " of the audit log is not what was sealed.");
                }
                previous = computed;
                index++;
            }
        } catch (JsonProcessingException | DateTimeException e) {
            throw bad(file, index + 1, "is no JSON object of a record");
        } catch (IOException e) {
            throw bad(file, index + 1, "cannot be read");
        }
        if (index < records) {
            return Optional.of("The audit log has " + index + " records, and " + records + " were sealed.");
        }
        return Arrays.equals(previous, head)
                ? Optional.empty()
                : Optional.of("The audit log's record " + (records - 1) + " has another hash than was anchored.");
    }

    /**
     * The hashes of the first records, by index, of a file that was not refused.
     *
     * @throws BadInput when it cannot be read
     */
    public static Map<Long, String> hashes(Path file, long records) {
        Map<Long, String> hashes = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && hashes.size() < records; line = lines.readLine()) {
                hashes.put(
                        (long) hashes.size(), JSON.readTree(line).path("hash").asText());
            }
            return hashes;
        } catch (IOException e) {
            throw bad(file, hashes.size() + 1L, "cannot be read");
        }
    }

    /**
     * Whether a record is the one of that index: its fields make its hash, behind the hash of the one before.
     *
     * @param fields actor, action, subject, detail
     */
    public static boolean follows(long index, Map<Long, String> hashes, String at, String... fields) {
        HexFormat hex = HexFormat.of();
        String before = hashes.get(index - 1);
        byte[] previous = before == null ? AuditSeal.beginning() : hex.parseHex(before);
        return hex.formatHex(AuditSeal.of(previous, index, Instant.parse(at), fields))
                .equals(hashes.get(index));
    }

    private static BadInput bad(Path file, long line, String what) {
        return new BadInput(List.of(new LocatedError(
                file, Math.toIntExact(line), 0, "BAD_AUDIT", "This line of the audit log " + what + ".")));
    }
}
