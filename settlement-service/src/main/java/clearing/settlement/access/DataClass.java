package clearing.settlement.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How closely a field is kept, from least to most. The API's document marks fields by {@code x-data-class}; a field without a mark is internal. */
public enum DataClass {
    /** Anybody may know it. */
    PUBLIC,
    /** Everybody who may sign in. */
    INTERNAL,
    /** May name persons: those who work on breaks or audit them, and each reading is noted. */
    SENSITIVE;

    /**
     * The class of that word.
     *
     * @param word lower case
     */
    public static Optional<DataClass> ofWord(String word) {
        for (DataClass each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The most that somebody with these roles sees in clear. */
    public static DataClass clearance(Set<UserRole> roles) {
        return roles.stream()
                .map(role -> switch (role) {
                    case VIEWER -> INTERNAL;
                    case OPERATOR, APPROVER, AUDITOR -> SENSITIVE;
                })
                .max(DataClass::compareTo)
                .orElse(PUBLIC);
    }
}
