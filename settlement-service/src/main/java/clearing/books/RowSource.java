package clearing.books;

/** Rows of a file of columns. A bad row is thrown as its problem, and the next call goes on after it. */
interface RowSource {
    /** Reads the next row that is not blank into {@link #row}; false at the end. */
    boolean next();

    /** The row last read: always the same object, filled anew. */
    TableRow row();

    /** Where in the file a field of the row last read begins; asked for only where something is wrong. */
    Location location(int column);

    /** Line on which the next row begins. */
    int line();
}
