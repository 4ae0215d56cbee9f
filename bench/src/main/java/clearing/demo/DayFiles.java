package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A day's folder as its members find it.
 *
 * @param folder made by {@code clearing generate}, or laid out the same way by hand
 */
record DayFiles(Path folder) {

    /** Members of the constitution, in its order. */
    List<String> members() throws IOException {
        JsonNode constitution =
                new ObjectMapper().readTree(folder.resolve("constitution.json").toFile());
        List<String> ids = new ArrayList<>();
        constitution.path("members").forEach(member -> ids.add(member.path("id").asText()));
        return ids;
    }

    /** Members that have books: those with a folder of their own. */
    List<String> membersWithBooks() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String member : members()) {
            if (Files.isRegularFile(folder.resolve(member).resolve("books.json"))) {
                ids.add(member);
            }
        }
        return ids;
    }

    String businessDate() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("manifest.json").toFile())
                .path("date")
                .asText();
    }

    /** A member's bank statements, by name. */
    List<Path> statements(String member) throws IOException {
        Path statements = folder.resolve(member).resolve("statements");
        if (!Files.isDirectory(statements)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(statements)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    Path securitiesLedger(String member) {
        return folder.resolve(member).resolve("securities.csv");
    }

    /** What a member pays in and out as issuer, if it is one. */
    Optional<Path> funding(String member) {
        return Optional.of(folder.resolve(member).resolve("funding.csv")).filter(Files::isRegularFile);
    }

    /** What members agree on beyond the frame. */
    Optional<Path> rules() {
        return Optional.of(folder.resolve("rules.json")).filter(Files::isRegularFile);
    }

    Path booksConfig(String member) {
        return folder.resolve(member).resolve("books.json");
    }

    /** The answer key, read by the report alone. */
    List<BreakComparison.Break> plantedBreaks() throws IOException {
        List<BreakComparison.Break> planted = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(folder.resolve("planted-breaks.csv"))) {
            for (NamedCsvRecord row : rows) {
                planted.add(new BreakComparison.Break(
                        row.getField("kind"),
                        row.getField("member"),
                        row.getField("account"),
                        row.getField("asset"),
                        row.getField("reference")));
            }
        }
        return planted;
    }
}
