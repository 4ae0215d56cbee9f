package clearing.devnet.identity;

/** What a certificate's organisational unit makes of its holder, as Fabric's NodeOUs define it. */
public enum Role {
    /** Submits and reads transactions. */
    CLIENT,
    /** Endorses transactions. */
    PEER,
    /** Administers the organisation's nodes and votes on the channel's configuration. */
    ADMIN,
    /** Signs blocks. */
    ORDERER
}
