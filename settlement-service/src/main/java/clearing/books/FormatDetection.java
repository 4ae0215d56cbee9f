package clearing.books;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells by a file's first bytes which reader takes it; its name does not matter. */
public final class FormatDetection {
    private static final int LOOKED_AT = 1 << 16;

    private FormatDetection() {}

    /** The family of the content, or nothing when it is no text and no package. */
    public static Optional<BooksFormat.Family> of(byte[] content) {
        if (PackedBooks.isPackage(content)) {
            return Optional.of(BooksFormat.Family.PACKED);
        }
        if (PackedBooks.isZip(content)) {
            return Optional.of(BooksFormat.Family.XLSX);
        }
        String start = start(content);
        if (start.isBlank() || start.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (start.stripLeading().startsWith("<")) {
            return Optional.of(BooksFormat.Family.CAMT);
        }
        return Optional.of(MtLexer.looksLike(start) ? BooksFormat.Family.MT : BooksFormat.Family.CSV);
    }

    private static String start(byte[] content) {
        int length = Math.min(content.length, LOOKED_AT);
        if (length >= 2 && (content[0] & 0xff) == 0xFE && (content[1] & 0xff) == 0xFF) {
            return new String(content, 2, length - 2, StandardCharsets.UTF_16BE);
        }
        if (length >= 2 && (content[0] & 0xff) == 0xFF && (content[1] & 0xff) == 0xFE) {
            return new String(content, 2, length - 2, StandardCharsets.UTF_16LE);
        }
        if (length >= 4 && content[0] == 0 && content[1] == '<') {
            return new String(content, 0, length, StandardCharsets.UTF_16BE);
        }
        if (length >= 4 && content[0] == '<' && content[1] == 0) {
            return new String(content, 0, length, StandardCharsets.UTF_16LE);
        }
        int from = length >= 3 && (content[0] & 0xff) == 0xEF && (content[1] & 0xff) == 0xBB ? 3 : 0;
        return new String(content, from, length - from, StandardCharsets.ISO_8859_1);
    }
}
