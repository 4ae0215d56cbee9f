package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements of a file, each once: a repetition is left out and told, other content under the same name or number is refused. */
final class Gathered {
    private final List<Statement> statements = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Set<String> hashes = new HashSet<>();
    private final Map<Name, Statement> names = new HashMap<>();
    private final Map<Numbered, Statement> numbers = new HashMap<>();

    private record Name(String id, String internal, String asset, int page) {}

    private record Numbered(String internal, String asset, long number, int page, LocalDate to) {}

    List<Statement> statements() {
        return statements;
    }

    List<Notice> notices() {
        return notices;
    }

    void tell(Notice notice) {
        notices.add(notice);
    }

    /**
     * Adds what is read well.
     *
     * @param named whether the statement's id names it alone, which that of a SWIFT message does not
     * @param field that holds the id
     */
    void add(Statement read, boolean named, Location at, String field) {
        if (!hashes.add(read.contentHash())) {
            tell(new Notice(
                    NoticeCode.STATEMENT_REPEATED,
                    at,
                    read.statementId(),
                    "Statement " + Texts.quote(read.statementId()) + " is in the file twice with the same content; it counts once."));
            return;
        }
        requireOwnName(read, named, at, field);
        statements.add(read);
    }

    /** Shows what is refused for another reason. */
    void show(Statement refused) {
        statements.add(refused);
    }

    private void requireOwnName(Statement read, boolean named, Location at, String field) {
        Name name = new Name(read.statementId(), read.internalAccountId(), read.asset(), read.page());
        boolean taken = named && names.putIfAbsent(name, read) != null;
        if (!taken && !read.kind().isAdvice() && read.sequence().isPresent() && read.closing().isPresent()) {
            Numbered number = new Numbered(
                    read.internalAccountId(),
                    read.asset(),
                    read.sequence().getAsLong(),
                    read.page(),
                    read.closing().get().date());
            taken = numbers.putIfAbsent(number, read) != null;
        }
        if (taken) {
            statements.add(read);
            throw new BooksException(
                    ProblemCode.FIELD_DUPLICATE,
                    at,
                    field,
                    "Statement " + Texts.quote(read.statementId())
                            + (read.sequence().isPresent()
                                    ? " number " + read.sequence().getAsLong() + " page " + read.page()
                                    : "")
                            + " is in the file twice, with different content.");
        }
    }
}
