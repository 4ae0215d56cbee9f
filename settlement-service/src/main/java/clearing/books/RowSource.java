package clearing.books;

import java.util.List;
import java.util.Optional;

/** Rows of a file of columns. A bad row is thrown as its problem, and the next call goes on after it. */
interface RowSource {
    /** The next row that is not blank; empty at the end. */
    Optional<List<CsvReader.Field>> next();

    /** Line on which the next row begins. */
    int line();
}
