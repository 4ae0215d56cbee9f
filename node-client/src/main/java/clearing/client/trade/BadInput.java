package clearing.client.trade;

import java.util.List;

/** Input that is refused as a whole; nothing was changed. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<LocatedError> errors;

    /** @param errors at least one */
    public BadInput(List<LocatedError> errors) {
        super(errors.get(0) + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : ""));
        this.errors = List.copyOf(errors);
    }

    /** All faults found, in the order of the file. */
    public List<LocatedError> errors() {
        return errors;
    }
}
