package clearing.settlement.source;

import java.util.regex.Pattern;

/** What a source may be called. */
public final class SourceName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private SourceName() {}

    /** True for 1 to 40 of a-z, 0-9 and '-', not beginning with '-'. */
    public static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }

    /** How files, users and the audit log name the source. */
    public static String actor(String source) {
        return "source:" + source;
    }
}
