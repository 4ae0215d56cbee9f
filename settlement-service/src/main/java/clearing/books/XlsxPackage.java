package clearing.books;

import java.util.ArrayList;
import java.util.List;

/** The parts of a workbook that its first sheet needs. */
final class XlsxPackage {
    private static final int MAX_INFLATED = 128 << 20;
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
    private static final String STRINGS = "xl/sharedStrings.xml";

    private final String file;
    private final Limits limits;
    private final ZipParts parts;

    private XlsxPackage(String file, ZipParts parts, Limits limits) {
        this.file = file;
        this.parts = parts;
        this.limits = limits;
    }

    static XlsxPackage open(String file, byte[] content, Limits limits) {
        XlsxPackage opened = new XlsxPackage(
                file, ZipParts.ofWorkbook(file, content, Math.min(MAX_INFLATED, limits.bytes())), limits);
        if (!opened.parts.has(WORKBOOK)) {
            throw opened.problem(ProblemCode.MESSAGE_UNSUPPORTED, "The package holds no workbook.");
        }
        return opened;
    }

    String file() {
        return file;
    }

    /** The first sheet's part and whether its days are counted from 1904. */
    Sheet sheet() {
        boolean from1904 = false;
        String first = "";
        try (XmlCursor cursor = cursor(WORKBOOK)) {
            descend(cursor, "workbook");
            while (cursor.nextElement()) {
                if (cursor.name().equals("workbookPr")) {
                    from1904 = List.of("1", "true").contains(cursor.attribute("date1904"));
                    cursor.skip();
                } else if (cursor.name().equals("sheets") && cursor.nextElement()) {
                    first = cursor.attribute("id");
                    break;
                } else {
                    cursor.skip();
                }
            }
        }
        String target = target(first);
        if (!parts.has(target)) {
            throw problem(ProblemCode.MESSAGE_UNSUPPORTED, "The workbook has no sheet.");
        }
        return new Sheet(target, from1904);
    }

    /** A sheet of the workbook. */
    record Sheet(String part, boolean from1904) {}

    private String target(String id) {
        if (!parts.has(RELATIONS)) {
            return "xl/worksheets/sheet1.xml";
        }
        try (XmlCursor cursor = cursor(RELATIONS)) {
            descend(cursor, "Relationships");
            while (cursor.nextElement()) {
                if (cursor.attribute("Id").equals(id)) {
                    String target = cursor.attribute("Target");
                    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
                }
                cursor.skip();
            }
        }
        return "";
    }

    /** Texts that cells name by their number. */
    List<String> strings() {
        List<String> strings = new ArrayList<>();
        if (parts.has(STRINGS)) {
            try (XmlCursor cursor = cursor(STRINGS)) {
                descend(cursor, "sst");
                String namespace = cursor.namespace();
                while (cursor.nextElement()) {
                    if (cursor.name().equals("si")) {
                        strings.add(text(cursor.tree(namespace)));
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
        return strings;
    }

    /** Plain or rich text, without what only shows how to say it aloud. */
    static String text(Node of) {
        StringBuilder text = new StringBuilder();
        for (Node child : of.children) {
            if (child.name.equals("t")) {
                text.append(child.text);
            } else if (child.name.equals("r")) {
                text.append(text(child));
            }
        }
        return text.toString();
    }

    XmlCursor cursor(String part) {
        byte[] content = parts.content(part).orElse(new byte[0]);
        return new XmlCursor(file, content, limits);
    }

    void descend(XmlCursor cursor, String root) {
        if (!cursor.nextElement() || !cursor.name().equals(root)) {
            throw problem(ProblemCode.MESSAGE_UNSUPPORTED, "A part of the workbook is not what its name says.");
        }
    }

    BooksException problem(ProblemCode code, String sentence) {
        return new BooksException(code, new Location(file, 0, 0), "", sentence);
    }
}
