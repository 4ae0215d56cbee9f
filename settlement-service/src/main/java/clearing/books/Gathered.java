package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        if (!hashes.add(read.contentHash()) || isEmptyTwin(read)) {
            tell(new Notice(
                    NoticeCode.STATEMENT_REPEATED,
                    at,
                    read.statementId(),
                    "Statement " + Texts.quote(read.statementId())
                            + " is in the file twice with the same content; it counts once."));
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
        taken |= number(read).map(number -> numbers.putIfAbsent(number, read)).isPresent();
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

    private static Optional<Numbered> number(Statement read) {
        return read.kind().isAdvice() || read.sequence().isEmpty()
                ? Optional.empty()
                : read.closing()
                        .map(closing -> new Numbered(
                                read.internalAccountId(),
                                read.asset(),
                                read.sequence().getAsLong(),
                                read.page(),
                                closing.date()));
    }

    /** A day without movements that is told again under another id says nothing else. */
    private boolean isEmptyTwin(Statement read) {
        return number(read)
                .map(numbers::get)
                .filter(twin -> twin.entries().isEmpty()
                        && read.entries().isEmpty()
                        && twin.opening().equals(read.opening())
                        && twin.closing().equals(read.closing()))
                .isPresent();
    }

    /** What was added last. */
    Optional<Statement> last() {
        return statements.isEmpty() ? Optional.empty() : Optional.of(statements.getLast());
    }
}
