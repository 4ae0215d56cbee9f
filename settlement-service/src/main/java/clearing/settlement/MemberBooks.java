package clearing.settlement;

import clearing.books.AssetScales;
import clearing.books.BadBooksConfig;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.BooksFile;
import clearing.books.BooksFormat;
import clearing.books.CamtBooks;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.FormatDetection;
import clearing.books.Limits;
import clearing.books.Location;
import clearing.books.MappingVersion;
import clearing.books.MtBooks;
import clearing.books.PackedBooks;
import clearing.books.Problem;
import clearing.books.ProblemCode;
import clearing.books.XlsxBooks;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Mappings;
import clearing.settlement.matching.Scales;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Files of the books, read as the member's {@code books.json} and its saved mappings say. */
final class MemberBooks implements BooksReader {
    private final BooksConfig config;
    private final Supplier<List<Mappings.Saved>> mappings;
    private final CamtBooks camt;
    private final MtBooks mt;
    private final CsvBooks csv;
    private final XlsxBooks xlsx;

    private MemberBooks(BooksConfig config, Supplier<List<Mappings.Saved>> mappings, AssetScales scales) {
        this.config = config;
        this.mappings = mappings;
        this.camt = new CamtBooks(config, scales);
        this.mt = new MtBooks(config, scales);
        this.csv = new CsvBooks(config, scales);
        this.xlsx = new XlsxBooks(config, scales);
    }

    /**
     * Reads the configuration of the books and adopts its mappings.
     *
     * @throws ConfigException when it cannot be used or is another member's
     */
    static BooksReader of(ServiceConfig service, Mappings mappings, Scales scales) {
        if (service.books().isEmpty()) {
            return upload -> refused(upload.name(), "No books.json is configured for this service.");
        }
        Path file = service.books().get();
        try {
            byte[] json = Files.readAllBytes(file);
            BooksConfig config = BooksConfigReader.read(file.toString(), json);
            if (!config.member().equals(service.member())) {
                throw new ConfigException(file + ": member: these are the books of " + config.member());
            }
            mappings.adopt(BooksConfigReader.mappingTexts(file.toString(), json));
            return new MemberBooks(config, mappings::current, scales);
        } catch (BadBooksConfig e) {
            throw new ConfigException(e.problem().toString());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads with the configuration alone: its mappings are version 1.
     *
     * @throws ConfigException when it cannot be used
     */
    static BooksReader of(Path file, AssetScales scales) {
        try {
            byte[] json = Files.readAllBytes(file);
            BooksConfig config = BooksConfigReader.read(file.toString(), json);
            List<Mappings.Saved> configured = BooksConfigReader.mappingTexts(file.toString(), json).entrySet().stream()
                    .map(each ->
                            new Mappings.Saved(each.getKey(), 1, each.getValue(), Instant.EPOCH, Mappings.CONFIGURED))
                    .toList();
            return new MemberBooks(config, () -> configured, scales);
        } catch (BadBooksConfig e) {
            throw new ConfigException(e.problem().toString());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    @Override
    public BooksFile read(Upload upload) {
        Optional<BooksFormat.Family> content = FormatDetection.of(upload.bytes());
        if (content.equals(Optional.of(BooksFormat.Family.PACKED))) {
            return new PackedBooks(
                            Limits.STANDARD,
                            (name, bytes) -> file(new Upload(upload.format(), upload.mapping(), name, bytes)))
                    .read(upload.name(), upload.bytes());
        }
        return file(upload);
    }

    private BooksFile file(Upload upload) {
        Optional<BooksFormat.Family> family =
                upload.format().map(BooksFormat::family).or(() -> FormatDetection.of(upload.bytes()));
        if (family.isEmpty()) {
            return BooksFile.ofProblem(
                    upload.name(),
                    ProblemCode.MESSAGE_UNSUPPORTED,
                    "The file is empty, or neither text nor a workbook.");
        }
        try (InputStream in = new ByteArrayInputStream(upload.bytes())) {
            BooksFile file = switch (family.get()) {
                case CAMT -> camt.read(upload.name(), in);
                case MT -> mt.read(upload.name(), in);
                case CSV, XLSX -> table(upload, family.get(), in);
                case PACKED -> throw new IllegalStateException("a package is unpacked before");
            };
            return asSaid(upload, file);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }

    private BooksFile table(Upload upload, BooksFormat.Family family, InputStream in) throws IOException {
        List<Mappings.Saved> known = mappings.get();
        Optional<Mappings.Saved> saved = upload.mapping()
                .or(() -> mapping(upload.name(), known))
                .flatMap(name ->
                        known.stream().filter(each -> each.name().equals(name)).findFirst());
        if (saved.isEmpty()) {
            return refused(
                    upload.name(),
                    upload.mapping().isPresent()
                            ? "There is no mapping of columns of this name."
                            : "No mapping of columns is configured for a file of this name.");
        }
        CsvMapping mapping = saved.get().mapping();
        BooksFile file = family == BooksFormat.Family.XLSX
                ? xlsx.read(upload.name(), in, mapping)
                : csv.read(upload.name(), in, mapping);
        return file.by(new MappingVersion(saved.get().name(), saved.get().version()));
    }

    /** What the caller said that it is, it has to be. */
    private static BooksFile asSaid(Upload upload, BooksFile file) {
        boolean other = upload.format().isPresent()
                && file.format().isPresent()
                && !(upload.format().equals(file.format())
                        && isAll(file, upload.format().get()));
        return other
                ? file.refusedFor(new Problem(
                        ProblemCode.FORMAT_DIFFERS,
                        new Location(upload.name(), 0, 0),
                        "",
                        "The file is " + file.format().get() + " and not "
                                + upload.format().get() + "."))
                : file;
    }

    /** A file may hold messages of several kinds, of which its format is the first. */
    private static boolean isAll(BooksFile file, BooksFormat format) {
        return file.statements().stream().allMatch(s -> s.kind() == format.kind());
    }

    /** By the configured file names; by being the only one otherwise. */
    private Optional<String> mapping(String path, List<Mappings.Saved> saved) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (BooksConfig.FileRule rule : config.files()) {
            Path pattern = Path.of(rule.match()).getFileName();
            if (pattern != null && fits(pattern, name) && rule.mapping().isPresent()) {
                return rule.mapping();
            }
        }
        return saved.size() == 1 ? Optional.of(saved.getFirst().name()) : Optional.empty();
    }

    private static boolean fits(Path pattern, String name) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
        } catch (InvalidPathException e) {
            // A name that this machine could not give to a file: no pattern of a configured file means it.
            return false;
        }
    }

    private static BooksFile refused(String name, String sentence) {
        return BooksFile.ofProblem(name, ProblemCode.CONFIG_INVALID, sentence);
    }
}
