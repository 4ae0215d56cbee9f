package clearing.simulation.ledger;

/**
 * One organisation's word on a result.
 *
 * @param member whose peer signed
 * @param signed fingerprint of the result that it signed
 */
public record Endorsement(String member, Result result, long signed) {}
