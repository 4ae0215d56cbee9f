package clearing.client.revenue.language;

import clearing.client.trade.BadInput;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.TermsRules;
import clearing.kernel.revenue.terms.TermsRules.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads agreements as people write them: YAML, or JSON where the file's name ends in {@code .json}. What comes out has passed {@link TermsRules};
 * else every fault is told with its line and column, those of the rules too.
 */
public final class TermsFile {
    private TermsFile() {}

    /** @throws BadInput with all faults when the file is no agreement that could be signed */
    public static Terms read(Path file) {
        return parse(file, content(file), Optional.empty());
    }

    /**
     * Reads an agreement and holds it against the members, accounts and money of a consortium.
     *
     * @throws BadInput with all faults when the file is no agreement that could be signed
     */
    public static Terms read(Path file, Constitution constitution) {
        return parse(file, content(file), Optional.of(constitution));
    }

    /**
     * Reads an agreement that is at hand.
     *
     * @param name what faults call it
     * @throws BadInput with all faults when it is no agreement that could be signed
     */
    public static Terms parse(Path name, byte[] content, Optional<Constitution> constitution) {
        Reading reading = new Reading(name);
        Terms terms = bind(name, content, reading);
        List<Fault> faults =
                constitution.map(c -> TermsRules.checkAll(terms, c)).orElseGet(() -> TermsRules.checkAll(terms));
        for (Fault fault : faults) {
            reading.fault(
                    reading.placeOf(fault.field()), fault.kind().name(), fault.field() + ": " + fault.sentence() + ".");
        }
        reading.faults().raise();
        return terms;
    }

    /** What a document says, whether it could be signed or not. */
    static Terms bind(Path name, byte[] content, Reading reading) {
        Node root = Document.read(name, content, reading.faults());
        Terms terms = new TermsReader(reading).read(root);
        reading.faults().raise();
        return terms;
    }

    private static byte[] content(Path file) {
        try {
            if (Files.size(file) > Document.MAX_BYTES) {
                throw Faults.only(
                        file,
                        Place.START,
                        "FILE_TOO_LARGE",
                        "An agreement has at most " + Document.MAX_BYTES + " bytes.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Faults.only(file, Place.START, "UNREADABLE", "Cannot be read: " + e.getMessage());
        }
    }
}
