package clearing.generate;

/** How a member's books write the other institutions: by name, by BIC, or by the id that the ledger knows. */
final class Spelling {
    private Spelling() {}

    static String of(Member books, Member other) {
        return switch (books.prefix()) {
            case "HB", "MB" -> other.name();
            case "LS", "QT" -> other.bic();
            default -> other.id();
        };
    }
}
