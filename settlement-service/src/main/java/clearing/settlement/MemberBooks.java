package clearing.settlement;

import clearing.books.BadBooksConfig;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.BooksFile;
import clearing.books.Camt053;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.Location;
import clearing.books.Problem;
import clearing.books.ProblemCode;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Scales;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of the books, read as the member's {@code books.json} says. */
final class MemberBooks implements BooksReader {
    private final BooksConfig config;
    private final Camt053 camt;
    private final CsvBooks csv;

    private MemberBooks(BooksConfig config, Scales scales) {
        this.config = config;
        this.camt = new Camt053(config, scales);
        this.csv = new CsvBooks(config, scales);
    }

    /**
     * Reads the configuration of the books.
     *
     * @throws ConfigException when it cannot be used or is another member's
     */
    static BooksReader of(ServiceConfig service, Scales scales) {
        if (service.books().isEmpty()) {
            return (format, name, in) -> refused(name, "no books.json is configured for this service");
        }
        Path file = service.books().get();
        try {
            BooksConfig config = BooksConfigReader.read(file.toString(), Files.readAllBytes(file));
            if (!config.member().equals(service.member())) {
                throw new ConfigException(file + ": member: these are the books of " + config.member());
            }
            return new MemberBooks(config, scales);
        } catch (BadBooksConfig e) {
            throw new ConfigException(e.problem().toString());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    @Override
    public BooksFile read(Format format, String name, InputStream in) throws IOException {
        if (format == Format.CAMT053) {
            return camt.read(name, in);
        }
        Optional<CsvMapping> mapping = mapping(name);
        return mapping.isPresent()
                ? csv.read(name, in, mapping.get())
                : refused(name, "no mapping of columns is configured for a file of this name");
    }

    /** By the configured file names; by being the only one otherwise. */
    private Optional<CsvMapping> mapping(String name) {
        for (BooksConfig.FileRule rule : config.files()) {
            Path pattern = Path.of(rule.match()).getFileName();
            boolean fits = pattern != null
                    && FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern)
                            .matches(Path.of(name));
            if (fits && rule.mapping().isPresent()) {
                return Optional.ofNullable(config.mappings().get(rule.mapping().get()));
            }
        }
        return config.mappings().size() == 1
                ? Optional.of(config.mappings().values().iterator().next())
                : Optional.empty();
    }

    private static BooksFile refused(String name, String sentence) {
        Problem problem = new Problem(ProblemCode.CONFIG_INVALID, new Location(name, 0, 0), "", sentence);
        return new BooksFile(name, "", List.of(), List.of(problem), 0, 0);
    }
}
