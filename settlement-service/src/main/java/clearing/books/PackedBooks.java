package clearing.books;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Books that come packed, as banks deliver a file for each account and day in one ZIP, or a file under gzip. All files of a package
 * are read well, or nothing of it is taken and the file is named that was not. What a package inflates to is bounded by the number
 * of its files, by their bytes together and by how much more they are than the package; a package within a package is none of
 * books. Nothing is written to disk, and no name is a path.
 */
public final class PackedBooks {
    private static final int MAX_NAME = 120;
    private static final String PDF = "%PDF-";

    private final Limits limits;
    private final BiFunction<String, byte[], BooksFile> each;

    /** @param each reads a file of a package; its name is that of the package, a stroke, and its own */
    public PackedBooks(Limits limits, BiFunction<String, byte[], BooksFile> each) {
        this.limits = limits;
        this.each = each;
    }

    /**
     * Reads a package.
     *
     * @param file name for locations
     * @return the statements of all its files, or problems and no statement
     */
    public BooksFile read(String file, byte[] content) {
        String hash = HexFormat.of().formatHex(Hashes.sha256().digest(content));
        Reading reading = new Reading(file);
        try {
            if (isGzip(content)) {
                reading.member(unpackedName(file), gunzip(file, content));
            } else {
                reading.zip(ZipParts.ofFiles(file, content, limits.bytes()));
            }
        } catch (BooksException e) {
            reading.problems.add(e.problem());
        }
        return reading.result(hash);
    }

    /** True for gzip, and for a ZIP that is no workbook. */
    static boolean isPackage(byte[] content) {
        return isGzip(content) || (isZip(content) && !ZipParts.isOffice(content));
    }

    static boolean isZip(byte[] content) {
        return content.length >= 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    private static boolean isGzip(byte[] content) {
        return content.length >= 3 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b && content[2] == 8;
    }

    private static String unpackedName(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? file.substring(0, file.length() - ".gz".length()) : file;
    }

    private byte[] gunzip(String file, byte[] content) {
        long bound = Math.min(limits.bytes(), ZipParts.inflatedAtMost(content.length));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] unpacked = in.readNBytes((int) Math.min(bound + 1, Integer.MAX_VALUE - 8));
            if (unpacked.length > bound) {
                throw new BooksException(
                        ProblemCode.TOO_LARGE,
                        new Location(file, 0, 0),
                        "",
                        "The package inflates to more than " + bound + " bytes.");
            }
            return unpacked;
        } catch (ZipException e) {
            throw broken(file);
        } catch (IOException e) {
            // Bytes in memory fail only by ending too early.
            throw broken(file);
        }
    }

    private static BooksException broken(String file) {
        return new BooksException(
                ProblemCode.MESSAGE_UNSUPPORTED, new Location(file, 0, 0), "", "The file is no whole package.");
    }

    /** One pass over one package. */
    private final class Reading {
        private final String file;
        private final List<Statement> statements = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();
        private Optional<BooksFormat> format = Optional.empty();
        private Optional<MappingVersion> mapping = Optional.empty();
        private int files;
        private int rows;

        Reading(String file) {
            this.file = file;
        }

        void zip(ZipParts parts) {
            for (String name : parts.names()) {
                if (isBeside(name)) {
                    continue;
                }
                String shown = shown(name);
                byte[] content = parts.content(name).orElseThrow();
                if (startsWith(content, PDF)) {
                    notices.add(new Notice(
                            NoticeCode.FILE_LEFT_OUT,
                            new Location(file, 0, 0),
                            shown,
                            "'" + shown + "' is a PDF, which is for people; it was left out."));
                } else {
                    member(file + "/" + shown, content);
                }
            }
            if (files == 0) {
                throw new BooksException(
                        ProblemCode.FIELD_MISSING, new Location(file, 0, 0), "", "The package holds no file of books.");
            }
        }

        void member(String name, byte[] content) {
            if (isPackage(content)) {
                throw new BooksException(
                        ProblemCode.MESSAGE_UNSUPPORTED,
                        new Location(name, 0, 0),
                        "",
                        in(name) + "The file is a package itself; take it out of the other one.");
            }
            BooksFile read = each.apply(name, content);
            files++;
            rows += read.rowsRead();
            read.problems()
                    .forEach(
                            p -> problems.add(new Problem(p.code(), p.location(), p.field(), in(name) + p.sentence())));
            statements.addAll(read.statements());
            statements.addAll(read.refused());
            notices.addAll(read.notices());
            if (files > 1 && !mapping.equals(read.mapping())) {
                throw new BooksException(
                        ProblemCode.FORMAT_DIFFERS,
                        new Location(name, 0, 0),
                        "",
                        in(name)
                                + "The file is read by another mapping of columns than the files before it; hand it in by itself.");
            }
            mapping = read.mapping();
            format = format.or(read::format);
            if (rows > limits.entries()) {
                throw new BooksException(
                        ProblemCode.TOO_LARGE,
                        new Location(name, 0, 0),
                        "",
                        "The files of the package have more than " + limits.entries() + " entries.");
            }
        }

        /** A sentence of a file names it, except where there is but one. */
        private String in(String name) {
            return name.startsWith(file + "/") ? "In '" + name.substring(file.length() + 1) + "': " : "";
        }

        BooksFile result(String hash) {
            boolean taken = problems.isEmpty();
            return new BooksFile(
                    file,
                    hash,
                    taken ? statements : List.of(),
                    problems,
                    rows,
                    taken ? 0 : rows,
                    format,
                    mapping,
                    taken ? List.of() : statements,
                    notices);
        }
    }

    /** Folders, and what desktops put beside files. */
    private static boolean isBeside(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.isEmpty()
                || name.startsWith("__MACOSX/")
                || last.equals(".DS_Store")
                || last.equalsIgnoreCase("Thumbs.db")
                || last.equalsIgnoreCase("desktop.ini");
    }

    /** A name for people, of which nothing is opened. */
    private static String shown(String name) {
        return Texts.clip(name, MAX_NAME).replaceAll("[\\p{Cntrl}\\p{Cf}]", "_");
    }

    private static boolean startsWith(byte[] content, String with) {
        if (content.length < with.length()) {
            return false;
        }
        for (int i = 0; i < with.length(); i++) {
            if (content[i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
