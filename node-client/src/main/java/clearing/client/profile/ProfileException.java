package clearing.client.profile;

import java.nio.file.Path;

/** A profile that cannot be used. The message names the file, the field and what is wrong with it, in one line. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String field;
    private final String sentence;

    /**
     * @param file     the profile read
     * @param field    path of the field at fault, such as {@code gateways[1].tlsCa}; empty when the file as a whole is at fault
     * @param sentence what is wrong with it
     */
    public ProfileException(Path file, String field, String sentence) {
        super(file + ": " + (field.isEmpty() ? "" : field + ": ") + sentence);
        this.file = file;
        this.field = field;
        this.sentence = sentence;
    }

    /** The profile read. */
    public Path file() {
        return file;
    }

    /** Path of the field at fault, empty for the whole file. */
    public String field() {
        return field;
    }

    /** What is wrong, without file and field. */
    public String sentence() {
        return sentence;
    }
}
