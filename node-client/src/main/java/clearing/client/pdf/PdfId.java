package clearing.client.pdf;

import clearing.kernel.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The id in the trailer of a PDF file. */
public final class PdfId {
    private PdfId() {}

    /** The file with a hash of itself as its id in place of one of the time of day: the same content is the same bytes. */
    public static byte[] ownId(byte[] pdf) {
        String latin = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = latin.lastIndexOf("/ID");
        if (at < 0) {
            return pdf;
        }
        List<int[]> ids = new ArrayList<>();
        for (int from = latin.indexOf('<', at); from >= 0 && ids.size() < 2; from = latin.indexOf('<', from + 1)) {
            int to = latin.indexOf('>', from);
            ids.add(new int[] {from + 1, to});
        }
        byte[] clean = pdf.clone();
        ids.forEach(id -> Arrays.fill(clean, id[0], id[1], (byte) '0'));
        String hash = HexFormat.of().formatHex(Bytes.sha256(clean));
        for (int[] id : ids) {
            byte[] digits = hash.substring(0, id[1] - id[0]).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(digits, 0, clean, id[0], digits.length);
        }
        return clean;
    }
}
