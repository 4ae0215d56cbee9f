package clearing.settlement.access;

import java.util.Locale;
import java.util.Optional;

/** What a person may do in the service. */
public enum UserRole {
    /** Looks. */
    VIEWER,
    /** Works: uploads, assigns, labels, closes days, resumes the ledger. */
    OPERATOR,
    /** Decides on what an operator proposes. */
    APPROVER,
    /** Looks at everything, the audit log included. */
    AUDITOR;

    /** The word in the API and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that word.
     *
     * @param word lower case
     * @return empty for any other text
     */
    public static Optional<UserRole> ofWord(String word) {
        for (UserRole role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
