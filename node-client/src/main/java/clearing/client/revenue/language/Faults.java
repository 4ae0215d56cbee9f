package clearing.client.revenue.language;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a document so far. */
final class Faults {
    private final Path file;
    private final List<LocatedError> errors = new ArrayList<>();

    Faults(Path file) {
        this.file = file;
    }

    void add(Place place, String code, String sentence) {
        errors.add(new LocatedError(file, place.line(), place.column(), code, sentence));
    }

    int count() {
        return errors.size();
    }

    /** @throws BadInput with all faults in the order of the document, when there are any */
    void raise() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingLong(LocatedError::line).thenComparingInt(LocatedError::column));
            throw new BadInput(errors);
        }
    }

    /** The one fault that ends reading. */
    static BadInput only(Path file, Place place, String code, String sentence) {
        return new BadInput(List.of(new LocatedError(file, place.line(), place.column(), code, sentence)));
    }
}
