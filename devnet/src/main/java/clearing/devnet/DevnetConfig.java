package clearing.devnet;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an embedded ledger is set up.
 *
 * @param home the ledger home; certificates, genesis block and profiles are made when they are missing
 * @param channel the channel's name; a home that has a genesis block keeps that block's name
 * @param chaincodes what runs on it; the first one is named in the profiles
 * @param batchTimeout how long the first transaction of a block waits for more
 * @param portBase the first peer's port, the others follow and chaincode servers begin 50 above it; without it, ports
 *     of an earlier run are kept and new ones are free ones
 * @param executeTimeout how long a chaincode may take for a transaction
 * @param connectTimeout how long a transaction waits for a chaincode server that is not connected
 * @param clock where "now" comes from
 * @param random where keys, nonces and choices take their randomness from
 */
public record DevnetConfig(
        Path home,
        String channel,
        List<Chaincode> chaincodes,
        Duration batchTimeout,
        OptionalInt portBase,
        Duration executeTimeout,
        Duration connectTimeout,
        InstantSource clock,
        SecureRandom random) {

    /**
     * A chaincode.
     *
     * @param name its name and namespace
     * @param addresses {@code host:port} of members' chaincode servers; members that are not named get what their
     *     profile says, or a free port
     * @param policy its endorsement policy in Fabric's notation; without one, a majority of the members with nodes
     */
    public record Chaincode(String name, Map<String, String> addresses, Optional<String> policy) {

        /** Keeps its own copy of the map. */
        public Chaincode {
            addresses = Map.copyOf(addresses);
        }

        /** A chaincode on ports of the ledger's choice, endorsed by a majority. */
        public static Chaincode named(String name) {
            return new Chaincode(name, Map.of(), Optional.empty());
        }
    }

    /** Keeps its own copy of the list. */
    public DevnetConfig {
        chaincodes = List.copyOf(chaincodes);
        if (chaincodes.isEmpty()) {
            throw new IllegalArgumentException("a ledger without a chaincode has nothing to run");
        }
    }

    /** The defaults: channel and chaincode {@code clearing}, blocks after 200 ms, 30 s for a transaction. */
    public static DevnetConfig at(Path home) {
        return new DevnetConfig(
                home,
                "clearing",
                List.of(Chaincode.named("clearing")),
                Duration.ofMillis(200),
                OptionalInt.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                InstantSource.system(),
                new SecureRandom());
    }

    /** The same on a channel of another name. */
    public DevnetConfig withChannel(String other) {
        return new DevnetConfig(
                home, other, chaincodes, batchTimeout, portBase, executeTimeout, connectTimeout, clock, random);
    }

    /** The same with other chaincodes. */
    public DevnetConfig withChaincodes(List<Chaincode> others) {
        return new DevnetConfig(
                home, channel, others, batchTimeout, portBase, executeTimeout, connectTimeout, clock, random);
    }

    /** The same with another endorsement policy for the first chaincode. */
    public DevnetConfig withPolicy(String policy) {
        var changed = new ArrayList<>(chaincodes);
        var first = changed.getFirst();
        changed.set(0, new Chaincode(first.name(), first.addresses(), Optional.of(policy)));
        return withChaincodes(changed);
    }

    /** The same with another batch timeout. */
    public DevnetConfig withBatchTimeout(Duration other) {
        return new DevnetConfig(
                home, channel, chaincodes, other, portBase, executeTimeout, connectTimeout, clock, random);
    }

    /** The same on fixed ports. */
    public DevnetConfig withPortBase(int base) {
        return new DevnetConfig(
                home,
                channel,
                chaincodes,
                batchTimeout,
                OptionalInt.of(base),
                executeTimeout,
                connectTimeout,
                clock,
                random);
    }

    /** The same with other time limits for chaincode. */
    public DevnetConfig withTimeouts(Duration execute, Duration connect) {
        return new DevnetConfig(home, channel, chaincodes, batchTimeout, portBase, execute, connect, clock, random);
    }
}
