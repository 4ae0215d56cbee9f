package clearing.bench.day;

import clearing.books.BooksFile;
import clearing.client.trade.BadInput;
import clearing.client.trade.ColumnMapping;
import clearing.client.trade.FundingFile;
import clearing.client.trade.LocatedError;
import clearing.client.trade.TradeFile;
import clearing.kernel.constitution.Constitution;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The gallery of malformed inputs against the readers that members use: each gets the error that the index names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedInputsTest {
    private Path folder = Path.of("");

    /** An error as the index names it. */
    private record Fault(String code, long line) {}

    private List<NamedCsvRecord> index = List.of();

    @BeforeAll
    void make(@TempDir Path gallery) throws IOException {
        folder = gallery;
        Generated.make("--malformed", folder.toString());
        index = Generated.rows(folder.resolve("index.csv"));
    }

    @Test
    void each_malformed_file_gets_its_error_at_its_line() throws IOException {
        SoftAssertions soft = new SoftAssertions();
        for (NamedCsvRecord specimen : index) {
            // What contradicts an earlier file is no fault of its own; the client's tests send both.
            if (specimen.getField("after").isEmpty()) {
                List<Fault> faults = read(specimen);
                String code = specimen.getField("code");
                long line = Long.parseLong(specimen.getField("line"));
                if (code.isEmpty()) {
                    soft.assertThat(faults).as(specimen.getField("file")).isEmpty();
                } else {
                    soft.assertThat(faults)
                            .as(specimen.getField("file"))
                            .anyMatch(fault -> fault.code().equals(code) && (line == 0 || fault.line() == line));
                }
            }
        }
        soft.assertAll();
    }

    private List<Fault> read(NamedCsvRecord specimen) throws IOException {
        Path file = folder.resolve(specimen.getField("file"));
        Constitution constitution = Generated.constitution(folder);
        MemberBooks books = new MemberBooks(folder, constitution);
        return switch (specimen.getField("reads")) {
            case "trades" ->
                located(() -> TradeFile.read(file, ColumnMapping.NONE, constitution, specimen.getField("member"))
                        .errors());
            case "funding" -> located(() -> FundingFile.read(file, constitution).errors());
            case "statement" -> problems(books.statement(file));
            case "securities" -> problems(books.securities(file));
            default -> throw new AssertionError(specimen);
        };
    }

    @FunctionalInterface
    private interface Reading {
        List<LocatedError> errors();
    }

    private static List<Fault> located(Reading reading) {
        Stream<LocatedError> errors;
        try {
            errors = reading.errors().stream();
        } catch (BadInput e) {
            errors = e.errors().stream();
        }
        return errors.map(error -> new Fault(error.code(), error.line())).toList();
    }

    private static List<Fault> problems(BooksFile file) {
        return file.problems().stream()
                .map(problem ->
                        new Fault(problem.code().name(), problem.location().line()))
                .toList();
    }
}
