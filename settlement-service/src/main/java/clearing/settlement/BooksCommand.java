package clearing.settlement;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.BooksFile;
import clearing.books.BooksFormat;
import clearing.books.Notice;
import clearing.books.Problem;
import clearing.books.Statement;
import clearing.kernel.asset.Currency;
import clearing.settlement.matching.BooksReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files of a member's books, without a service. */
@Command(name = "books", mixinStandardHelpOptions = true, description = "Reads files of a member's books.")
final class BooksCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new ConfigException("say what to do: books check FILE --books books.json");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Reads a file as the service would and prints what it holds: balances, entries and what is wrong, each with"
                            + " file, line and column. Exits with 2 when anything is wrong. A security has no decimals here.")
    int check(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--books", required = true, paramLabel = "FILE", description = "the member's books.json")
                    Path books,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            description = "${COMPLETION-CANDIDATES}; else the content tells")
                    @Nullable
                    BooksFormat format,
            @Option(names = "--mapping", paramLabel = "NAME", description = "mapping of columns") @Nullable
                    String mapping,
            @Option(names = "--json", description = "one JSON object") boolean json) {
        BooksFile read = MemberBooks.of(books, BooksCommand::scale)
                .read(new BooksReader.Upload(
                        Optional.ofNullable(format), Optional.ofNullable(mapping), file.toString(), content(file)));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(json(read).encodePrettily());
        } else {
            print(read, out);
        }
        out.flush();
        return read.isClean() ? 0 : 2;
    }

    private static OptionalInt scale(String asset) {
        return asset.length() == 3 ? Currency.minorUnit(asset) : OptionalInt.of(0);
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void print(BooksFile file, PrintWriter out) {
        out.println(file.format().map(Enum::name).orElse("unknown format") + " " + file.sha256());
        for (Statement s : all(file)) {
            out.printf(
                    "%s %s %s %s%s: %s, %d entries, %d not booked%n",
                    s.kind().name().toLowerCase(Locale.ROOT),
                    s.statementId(),
                    s.internalAccountId(),
                    s.asset(),
                    s.sequence().isPresent() ? " number " + s.sequence().getAsLong() + " page " + s.page() : "",
                    s.opening().isEmpty()
                            ? "movements " + text(s.asset(), s.movementsMinor())
                            : "opening " + balance(s, s.opening()) + ", movements "
                                    + text(s.asset(), s.movementsMinor()) + ", closing " + balance(s, s.closing()),
                    s.entries().size(),
                    s.notBooked());
            for (BookEntry e : s.entries()) {
                out.printf(
                        "  %s %s %s %s %s %s%s%n",
                        e.location(),
                        e.bookingDate(),
                        e.valueDate(),
                        text(e.asset(), e.amountMinor()),
                        e.references().isEmpty() ? "-" : String.join("+", e.references()),
                        e.counterparty().isEmpty() ? "-" : e.counterparty(),
                        e.reversal() ? " reversal" : "");
            }
        }
        file.problems().forEach(out::println);
        file.notices().forEach(out::println);
    }

    private static List<Statement> all(BooksFile file) {
        List<Statement> all = new ArrayList<>(file.statements());
        all.addAll(file.refused());
        return all;
    }

    private static String balance(Statement of, Optional<Balance> balance) {
        return balance.map(b -> text(of.asset(), b.minor())).orElse("-");
    }

    private static String text(String asset, long minor) {
        return BigDecimal.valueOf(minor, scale(asset).orElse(0)).toPlainString();
    }

    private static JsonObject json(BooksFile file) {
        JsonArray statements = new JsonArray();
        for (Statement s : all(file)) {
            JsonArray entries = new JsonArray();
            s.entries()
                    .forEach(e -> entries.add(new JsonObject()
                            .put("line", e.location().line())
                            .put("value", text(e.asset(), e.amountMinor()))
                            .put("bookingDate", e.bookingDate().toString())
                            .put("valueDate", e.valueDate().toString())
                            .put("reference", String.join("+", e.references()))
                            .put("counterparty", e.counterparty())
                            .put("reversal", e.reversal())));
            JsonObject statement = new JsonObject()
                    .put("reference", s.statementId())
                    .put("kind", s.kind().name())
                    .put("internalAccount", s.internalAccountId())
                    .put("account", s.account())
                    .put("asset", s.asset())
                    .put("page", s.page())
                    .put("taken", file.isClean())
                    .put("notBooked", s.notBooked())
                    .put("entries", entries);
            s.sequence().ifPresent(number -> statement.put("number", number));
            s.opening().ifPresent(b -> statement.put("opening", text(s.asset(), b.minor())));
            s.closing().ifPresent(b -> statement.put("closing", text(s.asset(), b.minor())));
            statements.add(statement);
        }
        JsonArray problems = new JsonArray();
        for (Problem problem : file.problems()) {
            problems.add(new JsonObject()
                    .put("code", problem.code().name())
                    .put("place", problem.location().toString())
                    .put("field", problem.field())
                    .put("sentence", problem.sentence()));
        }
        JsonArray notices = new JsonArray();
        for (Notice notice : file.notices()) {
            notices.add(new JsonObject()
                    .put("code", notice.code().name())
                    .put("place", notice.location().toString())
                    .put("value", notice.value())
                    .put("sentence", notice.sentence()));
        }
        JsonObject json = new JsonObject()
                .put("file", file.name())
                .put("sha256", file.sha256())
                .put("statements", statements)
                .put("problems", problems)
                .put("notices", notices);
        file.format().ifPresent(format -> json.put("format", format.name()));
        return json;
    }
}
