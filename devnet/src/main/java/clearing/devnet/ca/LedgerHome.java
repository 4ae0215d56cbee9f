package clearing.devnet.ca;

import java.nio.file.Path;

/**
 * Where things are in a ledger's home folder.
 *
 * @param root the home folder
 */
public record LedgerHome(Path root) {

    /** The channel's first configuration block, in which every client places its trust. */
    public Path genesisBlock() {
        return root.resolve("genesis.block");
    }

    /** The folder of all members. */
    public Path members() {
        return root.resolve("members");
    }

    /** The folder of one member. */
    public Path member(String id) {
        return members().resolve(id);
    }

    /** The member's connection profile. */
    public Path profile(String id) {
        return member(id).resolve("profile.json");
    }

    /** The keys and certificates of the member's two authorities; nothing but this authority reads it. */
    public Path authorities(String id) {
        return member(id).resolve("ca");
    }

    /** The member's public MSP folder: what others need to recognise its identities. */
    public Path msp(String id) {
        return member(id).resolve("msp");
    }

    /** The certificate of the member's TLS authority. */
    public Path tlsAuthority(String id) {
        return msp(id).resolve("tlscacerts").resolve("ca.pem");
    }

    /** The member's peer: its {@code msp} and {@code tls} folders stand here. */
    public Path peer(String id) {
        return member(id).resolve("peers").resolve("peer0");
    }

    /** The member's orderer: its {@code msp} and {@code tls} folders stand here. */
    public Path orderer(String id) {
        return member(id).resolve("orderers").resolve("orderer0");
    }

    /** The MSP folder of one of the member's users. */
    public Path user(String id, String user) {
        return member(id).resolve("users").resolve(user).resolve("msp");
    }

    /** The certificate inside an MSP folder. */
    public static Path certificate(Path msp) {
        return msp.resolve("signcerts").resolve("cert.pem");
    }

    /** The private key inside an MSP folder. */
    public static Path key(Path msp) {
        return msp.resolve("keystore").resolve("key.pem");
    }
}
