package clearing.books;

/** What is told of a file that is taken all the same. The names are stable: people and programs react to them. */
public enum NoticeCode {
    /** A statement stands in the file again, with the same content; it counts once. */
    STATEMENT_REPEATED,
    /** Only a closing balance is stated: the opening is what it and the entries make, and proves nothing by itself. */
    OPENING_DERIVED,
    /** A file within a package is no books, such as a PDF beside the statements. */
    FILE_LEFT_OUT,
    /** A row of totals could not be held against the rows. */
    TOTAL_UNCHECKED
}
