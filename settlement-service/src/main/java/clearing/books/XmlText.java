package clearing.books;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an XML file as text, strictly: what is not of its character set is a problem with line, column and offset. The first
 * bytes tell the set, then the declaration; a set of two bytes a character that the bytes plainly are not of counts as UTF-8, which
 * programs write that print into strings.
 *
 * <p>Files that were put one behind another, each with its declaration, become one: declarations between elements are blanked, and
 * the whole gets a root in the place of the first. No line and no column moves.
 */
final class XmlText {
    private static final int LOOKED_AT = 256;
    private static final Pattern ENCODING =
            Pattern.compile("\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"'](?s:.*)");
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s[^<>]{0,200}?\\?>");
    /** Of byte order, which files bring along. */
    private static final char MARK = '\uFEFF';

    private static final String ROOT = "<_>";
    private static final String ROOT_ENDS = "</_>";

    private XmlText() {}

    static String of(String file, byte[] content) {
        String text = CsvDecoder.text(file, content, charset(file, content));
        if (text.indexOf("<?xml", 1) < 0) {
            return text;
        }
        return joined(text);
    }

    private static Charset charset(String file, byte[] content) {
        if (content.length >= 2 && content[0] == 0 && content[1] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (content.length >= 2 && content[0] != 0 && content[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher stated = ENCODING.matcher(
                new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1));
        if (!stated.matches()) {
            return StandardCharsets.UTF_8;
        }
        String name = stated.group(1).toUpperCase(Locale.ROOT);
        if (name.startsWith("UTF-16") || name.startsWith("UTF-32") || name.startsWith("ISO-10646-UCS")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new BooksException(
                    ProblemCode.CHARSET,
                    new Location(file, 1, 1),
                    "encoding",
                    "There is no character set " + Texts.quote(stated.group(1)) + ".");
        }
    }

    /** Declarations of XML stand at the very beginning; those after blanks or other elements mean a file that begins there. */
    private static String joined(String text) {
        StringBuilder out = new StringBuilder(text);
        Matcher declaration = DECLARATION.matcher(text);
        int files = 0;
        int first = -1;
        while (declaration.find()) {
            int before = before(text, declaration.start());
            if (before < 0 || text.charAt(before) == '>') {
                for (int i = declaration.start(); i < declaration.end(); i++) {
                    out.setCharAt(i, text.charAt(i) == '\n' || text.charAt(i) == '\r' ? text.charAt(i) : ' ');
                }
                first = before < 0 ? declaration.start() : first;
                files++;
            }
        }
        if (files > 1 && first >= 0) {
            out.replace(first, first + ROOT.length(), ROOT).append(ROOT_ENDS);
        }
        return out.toString();
    }

    /** The last character before a place that is no blank, or -1. */
    private static int before(String text, int at) {
        int before = at - 1;
        while (before >= 0 && (Character.isWhitespace(text.charAt(before)) || text.charAt(before) == MARK)) {
            before--;
        }
        return before;
    }
}
