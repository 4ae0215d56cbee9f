package clearing.simulation.member;

import clearing.kernel.Caller;

/**
 * Something that a member wants on the ledger.
 *
 * @param key the member's business id for it
 * @param batch canonical bytes
 * @param about for people
 */
public record Intent(String key, Caller caller, byte[] batch, String about) {
    @Override
    public String toString() {
        return key + " " + about;
    }
}
