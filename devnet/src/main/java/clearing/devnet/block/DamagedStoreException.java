package clearing.devnet.block;

import java.io.IOException;

/** A block file that is damaged where no interrupted write explains it. */
public final class DamagedStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedStoreException(String message) {
        super(message);
    }
}
