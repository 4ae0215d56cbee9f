package clearing.client.sign;

import java.nio.file.Path;

/** A key or certificate file that cannot be used. Names the file and the reason, never any of its contents. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file     the file at fault
     * @param sentence what is wrong, without key material
     */
    public KeyFileException(Path file, String sentence) {
        super(file + ": " + sentence);
    }
}
