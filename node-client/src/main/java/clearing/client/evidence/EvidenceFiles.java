package clearing.client.evidence;

import clearing.kernel.codec.Blob;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;

/** The files inside of a PDF. */
final class EvidenceFiles {
    private static final int MOST = 100;

    private EvidenceFiles() {}

    /** Whether the bytes say that they are a PDF. */
    static boolean isPdf(byte[] file) {
        return file.length > 5 && file[0] == '%' && file[1] == 'P' && file[2] == 'D' && file[3] == 'F';
    }

    /** @throws UnreadableEvidence when the file is no PDF with files in it */
    static Map<String, Blob> of(byte[] pdf) {
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfDictionary names = reader.getCatalog().getAsDict(PdfName.NAMES);
            PdfDictionary embedded = names == null ? null : names.getAsDict(PdfName.EMBEDDEDFILES);
            PdfArray pairs = embedded == null ? null : embedded.getAsArray(PdfName.NAMES);
            if (pairs == null || pairs.size() > MOST) {
                throw new UnreadableEvidence("It is a PDF, and no evidence pack: it has no files in it.");
            }
            Map<String, Blob> files = new TreeMap<>();
            for (int i = 1; i < pairs.size(); i += 2) {
                PdfDictionary spec = pairs.getAsDict(i);
                PRStream stream = (PRStream) spec.getAsDict(PdfName.EF).getAsStream(PdfName.F);
                String name = spec.getAsString(PdfName.F).toUnicodeString();
                if (files.put(name, Blob.of(PdfReader.getStreamBytes(stream))) != null) {
                    throw new UnreadableEvidence("Two files in it have the name " + name + ".");
                }
            }
            return files;
        } catch (UnreadableEvidence e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whoever made the file chose these bytes: whatever a reader stumbles over is the file's fault.
            throw new UnreadableEvidence("It cannot be read as a PDF: " + e.getMessage());
        }
    }
}
