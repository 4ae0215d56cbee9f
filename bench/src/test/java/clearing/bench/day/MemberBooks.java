package clearing.bench.day;

import clearing.books.AssetScales;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.BooksFile;
import clearing.books.CamtBooks;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.Statement;
import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A member's folder read by the product's adaptors. */
final class MemberBooks {
    private final Path folder;
    private final BooksConfig config;
    private final AssetScales scales;

    /** @param folder that holds {@code books.json} */
    MemberBooks(Path folder, Constitution constitution) throws IOException {
        this.folder = folder;
        this.config = BooksConfigReader.read("books.json", Files.readAllBytes(folder.resolve("books.json")));
        this.scales = code -> constitution
                .assetOf(code)
                .map(Asset::scale)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** All statements of a folder without any problem. */
    List<Statement> statements() throws IOException {
        List<Statement> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("statements"))) {
            for (Path file : files.sorted().toList()) {
                statements.addAll(clean(statement(file)));
            }
        }
        Path securities = folder.resolve("securities.csv");
        if (Files.exists(securities)) {
            statements.addAll(clean(securities(securities)));
        }
        return statements;
    }

    BooksFile statement(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new CamtBooks(config, scales).read(String.valueOf(file.getFileName()), in);
        }
    }

    BooksFile securities(Path file) throws IOException {
        CsvMapping mapping =
                Optional.ofNullable(config.mappings().get("securities")).orElseThrow();
        try (InputStream in = Files.newInputStream(file)) {
            return new CsvBooks(config, scales).read(String.valueOf(file.getFileName()), in, mapping);
        }
    }

    private static List<Statement> clean(BooksFile file) {
        if (!file.isClean()) {
            throw new AssertionError(file.problems());
        }
        return file.statements();
    }
}
