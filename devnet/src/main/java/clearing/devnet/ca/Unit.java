package clearing.devnet.ca;

import java.util.Locale;

/** The organisational units by which Fabric classifies an identity ("NodeOUs"). */
public enum Unit {
    /** Submits and reads transactions. */
    CLIENT,
    /** Endorses and keeps the ledger. */
    PEER,
    /** Administers nodes and the channel. */
    ADMIN,
    /** Orders transactions. */
    ORDERER;

    /** The unit as it stands in a certificate's subject. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
