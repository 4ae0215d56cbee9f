package clearing.client.pdf;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;
import org.openpdf.text.Chunk;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/**
 * Text in the fonts that every reader of PDF has: Latin in Helvetica, Chinese in the standard Song. A character that neither has is written as
 * its code point, {@code U+1F4B0}, so that nothing is lost.
 */
public final class PdfText {
    private static final Charset LATIN = Charset.forName("windows-1252");

    private final BaseFont latin;
    private final BaseFont bold;
    private final BaseFont chinese;
    private final CharsetEncoder encoder = LATIN.newEncoder();

    /** Loads the fonts' measures; their shapes are the reader's own. */
    public PdfText() {
        try {
            latin = BaseFont.createFont(BaseFont.HELVETICA, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED);
            bold = BaseFont.createFont(BaseFont.HELVETICA_BOLD, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED);
            chinese = BaseFont.createFont("STSong-Light", "UniGB-UCS2-H", BaseFont.NOT_EMBEDDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A line of text.
     *
     * @param size in points
     * @param heavy bold, where the script has a bold
     */
    public Phrase of(String text, float size, boolean heavy, Color colour) {
        Phrase phrase = new Phrase();
        StringBuilder run = new StringBuilder();
        boolean runIsLatin = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean isLatin = Character.isBmpCodePoint(c) && encoder.canEncode((char) c);
            boolean isChinese = !isLatin && Character.isBmpCodePoint(c) && chinese.charExists((char) c);
            String shown = isLatin || isChinese ? Character.toString(c) : String.format(Locale.ROOT, "U+%04X", c);
            if (run.length() > 0 && runIsLatin == isChinese) {
                add(phrase, run, runIsLatin, size, heavy, colour);
            }
            runIsLatin = !isChinese;
            run.append(shown);
        }
        if (run.length() > 0) {
            add(phrase, run, runIsLatin, size, heavy, colour);
        }
        return phrase;
    }

    /** The font of Latin text, to measure by. */
    public BaseFont latin() {
        return latin;
    }

    private void add(Phrase phrase, StringBuilder run, boolean isLatin, float size, boolean heavy, Color colour) {
        Font font = new Font(isLatin ? heavy ? bold : latin : chinese, size, Font.NORMAL, colour);
        phrase.add(new Chunk(run.toString(), font));
        run.setLength(0);
    }
}
