package clearing.devnet.identity;

import java.util.Optional;

/** A certificate that no organisation of the channel stands for. The message is Fabric's own wording. */
public final class IdentityException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String mspId;

    IdentityException(String message, String mspId) {
        super(message);
        this.mspId = mspId;
    }

    /** The organisation of the channel that the certificate names, if it names one and can be read. */
    public Optional<String> mspId() {
        return mspId.isEmpty() ? Optional.empty() : Optional.of(mspId);
    }
}
