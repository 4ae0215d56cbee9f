package clearing.generate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A malformed input and the error that it must get.
 *
 * @param path in the gallery
 * @param reads what it is given to: {@code trades}, {@code funding}, {@code statement} or {@code securities}
 * @param after a file of the gallery that was taken in before; empty for most
 * @param line where the fault stands, from 1; 0 for the file as a whole
 * @param code of the error; empty for a file that is right
 * @param note what is wrong with it, for people
 * @param charset that the text is written in
 */
record Specimen(
        String path, String reads, String after, int line, String code, String note, String text, Charset charset) {

    static Specimen of(String path, String reads, int line, String code, String note, String text) {
        return new Specimen(path, reads, "", line, code, note, text, StandardCharsets.UTF_8);
    }

    Specimen takenAfter(String other) {
        return new Specimen(path, reads, other, line, code, note, text, charset);
    }

    byte[] contents() {
        return text.getBytes(charset);
    }
}
