package clearing.books;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The parts of a ZIP package in memory, by its directory, which is what programs that write them agree on. A part is inflated only
 * when it is asked for, and all that are asked for together stay below a bound; nothing is written to disk, and no name is a path.
 */
final class ZipParts {
    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int MAX_COMMENT = 0xffff;
    private static final int MAX_PARTS = 2_000;
    /** Statements shrink to a twentieth or so; what grows to more than this is made to. */
    private static final long MAX_RATIO = 300;

    private static final long SMALL = 1 << 20;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final String file;
    private final ByteBuffer bytes;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final String what;
    private final long bound;
    private long left;

    private ZipParts(String file, byte[] content, String what, long bound) {
        this.file = file;
        this.what = what;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.bound = bound;
        left = bound;
        try {
            directory(end());
        } catch (IndexOutOfBoundsException e) {
            throw broken();
        }
    }

    /**
     * The parts of a workbook.
     *
     * @param bound of the bytes that all parts read may have together
     */
    static ZipParts ofWorkbook(String file, byte[] content, long bound) {
        return new ZipParts(file, content, "workbook", bound);
    }

    /** Files that were put together; they have at most so many times the bytes of the package. */
    static ZipParts ofFiles(String file, byte[] content, long bound) {
        return new ZipParts(file, content, "package", Math.min(bound, inflatedAtMost(content.length)));
    }

    /** What so many packed bytes may become. */
    static long inflatedAtMost(long packed) {
        return Math.max(SMALL, packed * MAX_RATIO);
    }

    /** True when the content is a package in the form of office programs, of which a workbook is one. */
    static boolean isOffice(byte[] content) {
        try {
            ZipParts parts = ofWorkbook("", content, 0);
            return parts.has("[Content_Types].xml") || parts.has("xl/workbook.xml");
        } catch (BooksException e) {
            // Encrypted, broken or too large: its reader says so.
            return false;
        }
    }

    private record Part(int method, long compressed, int offset, int crc) {}

    /** The last place that looks like the end of the directory. */
    private int end() {
        int from = bytes.capacity() - END_LENGTH;
        for (int at = from; at >= Math.max(0, from - MAX_COMMENT); at--) {
            if (bytes.getInt(at) == END) {
                return at;
            }
        }
        throw broken();
    }

    private void directory(int end) {
        int count = bytes.getShort(end + 10) & 0xffff;
        int at = bytes.getInt(end + 16);
        if (count > MAX_PARTS) {
            throw problem(ProblemCode.TOO_LARGE, "The package has more than " + MAX_PARTS + " parts.");
        }
        for (int i = 0; i < count; i++) {
            if (bytes.getInt(at) != ENTRY) {
                throw broken();
            }
            int nameLength = bytes.getShort(at + 28) & 0xffff;
            byte[] name = new byte[nameLength];
            bytes.get(at + ENTRY_LENGTH, name);
            String key = new String(name, StandardCharsets.UTF_8);
            if ((bytes.getShort(at + 8) & ENCRYPTED) != 0) {
                throw problem(ProblemCode.MESSAGE_UNSUPPORTED, "The " + what + " is encrypted.");
            }
            Part part = new Part(
                    bytes.getShort(at + 10) & 0xffff,
                    bytes.getInt(at + 20) & 0xffffffffL,
                    bytes.getInt(at + 42),
                    bytes.getInt(at + 16));
            if (parts.put(key, part) != null) {
                throw problem(ProblemCode.FIELD_DUPLICATE, "The package holds " + Texts.quote(key) + " twice.");
            }
            at += ENTRY_LENGTH + nameLength + (bytes.getShort(at + 30) & 0xffff) + (bytes.getShort(at + 32) & 0xffff);
        }
    }

    /** Names of the parts in the order of the directory. */
    List<String> names() {
        return List.copyOf(parts.keySet());
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** The content of a part, or nothing when there is none of that name. */
    Optional<byte[]> content(String name) {
        Part part = parts.get(name);
        if (part == null) {
            return Optional.empty();
        }
        try {
            int at = part.offset();
            if (bytes.getInt(at) != LOCAL) {
                throw broken();
            }
            int begin = at + LOCAL_LENGTH + (bytes.getShort(at + 26) & 0xffff) + (bytes.getShort(at + 28) & 0xffff);
            if (begin > bytes.capacity() || part.compressed() > bytes.capacity() - begin) {
                throw broken();
            }
            byte[] packed = new byte[(int) part.compressed()];
            bytes.get(begin, packed);
            byte[] content = switch (part.method()) {
                case STORED -> counted(packed, packed.length);
                case DEFLATED -> inflate(packed);
                default ->
                    throw problem(
                            ProblemCode.MESSAGE_UNSUPPORTED,
                            Texts.quote(name) + " is packed in a way that is not read.");
            };
            CRC32 crc = new CRC32();
            crc.update(content);
            if ((int) crc.getValue() != part.crc()) {
                throw problem(ProblemCode.MESSAGE_UNSUPPORTED, Texts.quote(name) + " is damaged.");
            }
            return Optional.of(content);
        } catch (IndexOutOfBoundsException | DataFormatException e) {
            throw broken();
        }
    }

    private byte[] inflate(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] out = new byte[(int) Math.max(1 << 12, Math.min(packed.length * 4L, left))];
            int length = 0;
            while (!inflater.finished()) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                int read = inflater.inflate(out, length, out.length - length);
                if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw broken();
                }
                length += read;
                if (length > left) {
                    throw tooLarge();
                }
            }
            return counted(out, length);
        } finally {
            inflater.end();
        }
    }

    private byte[] counted(byte[] content, int length) {
        left -= length;
        if (left < 0) {
            throw tooLarge();
        }
        return content.length == length ? content : Arrays.copyOf(content, length);
    }

    private BooksException tooLarge() {
        return problem(ProblemCode.TOO_LARGE, "The package inflates to more than " + bound + " bytes.");
    }

    private BooksException broken() {
        return problem(ProblemCode.MESSAGE_UNSUPPORTED, "The file is no whole " + what + ".");
    }

    private BooksException problem(ProblemCode code, String sentence) {
        return new BooksException(code, new Location(file, 0, 0), "", sentence);
    }
}
