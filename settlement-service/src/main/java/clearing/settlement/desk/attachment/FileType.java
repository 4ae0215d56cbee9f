package clearing.settlement.desk.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file is, told by its content; what it is called is not asked. */
final class FileType {
    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private FileType() {}

    /** Its media type; empty when it is of no kind that is taken. */
    static Optional<String> of(byte[] content) {
        if (begins(content, PDF)) {
            return Optional.of("application/pdf");
        }
        if (begins(content, PNG)) {
            return Optional.of("image/png");
        }
        if (begins(content, JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (begins(content, ZIP)) {
            return Optional.of("application/zip");
        }
        return isText(content) ? Optional.of("text/plain") : Optional.empty();
    }

    private static boolean begins(byte[] content, byte[] magic) {
        if (content.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (content[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.chars().allMatch(c -> c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t');
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
