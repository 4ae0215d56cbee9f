package clearing.devnet.ledger;

import clearing.devnet.policy.Policy;

/**
 * A chaincode that the channel's organisations have agreed on.
 *
 * @param name its name and namespace
 * @param version what endorsements state as its version
 * @param sequence how many times it was defined, from 1
 * @param policy who must endorse its transactions
 */
public record ChaincodeDefinition(String name, String version, long sequence, Policy policy) {}
