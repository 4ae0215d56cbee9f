package clearing.books;

/**
 * Bounds on one file, so that no input costs more than its size explains.
 *
 * @param bytes of the file
 * @param depth of nested elements
 * @param attributes of one element
 * @param textLength characters of one field
 * @param entryNodes elements within one entry of a statement
 * @param entries entries or rows of the file
 */
public record Limits(long bytes, int depth, int attributes, int textLength, int entryNodes, int entries) {
    /** 256 MB, 40 levels, 16 attributes, 4,000 characters, 500,000 elements in an entry, 2,000,000 entries. */
    public static final Limits STANDARD = new Limits(256L << 20, 40, 16, 4_000, 500_000, 2_000_000);
}
