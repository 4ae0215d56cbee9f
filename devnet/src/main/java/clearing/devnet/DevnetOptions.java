package clearing.devnet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of {@link DevnetMain}. */
final class DevnetOptions {

    static final String USAGE = """
            Usage: devnet --home DIR [options]

              --home DIR               the ledger's home; certificates, genesis block and profiles are made when missing
              --chaincode NAME[=MEMBER@HOST:PORT,...]
                                       a chaincode and where its servers are (default: clearing); again for more of
                                       them; members that are not named keep their profile's address or get a free port
              --policy 'EXPRESSION'    endorsement policy of the chaincode before it, in Fabric's notation, such as
                                       OutOf(3, 'A.peer', 'B.peer', ...) (default: a majority of members with nodes)
              --batch-timeout MS       how long the first transaction of a block waits for more (default: 200)
              --port-base N            fixed ports: peers from N on, chaincode servers from N + 50 on
              --execute-timeout MS     how long a chaincode may take for a transaction (default: 30000)
              --channel NAME           name of the channel of a new home (default: clearing)
              --help                   this text
            """;

    private static final int PORT_MAX = 65_000;

    private final Map<String, String> single = new LinkedHashMap<>();
    private final List<DevnetConfig.Chaincode> chaincodes = new ArrayList<>();

    private DevnetOptions() {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if an option is unknown, repeated, without a value or with a bad one
     */
    static DevnetConfig parse(List<String> arguments) {
        var options = new DevnetOptions();
        for (int i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            options.take(name, arguments.get(i + 1));
        }
        return options.config();
    }

    private void take(String name, String value) {
        switch (name) {
            case "--chaincode" -> chaincodes.add(chaincode(value));
            case "--policy" -> setPolicy(value);
            case "--home", "--batch-timeout", "--port-base", "--execute-timeout", "--channel" -> {
                if (single.put(name, value) != null) {
                    throw new IllegalArgumentException(name + " is given twice");
                }
            }
            default -> throw new IllegalArgumentException("unknown option " + name);
        }
    }

    private void setPolicy(String policy) {
        if (chaincodes.isEmpty()) {
            chaincodes.add(DevnetConfig.Chaincode.named("clearing"));
        }
        var last = chaincodes.removeLast();
        if (last.policy().isPresent()) {
            throw new IllegalArgumentException("--policy is given twice for chaincode " + last.name());
        }
        clearing.devnet.policy.PolicyExpression.parse(policy);
        chaincodes.add(new DevnetConfig.Chaincode(last.name(), last.addresses(), Optional.of(policy)));
    }

    private static DevnetConfig.Chaincode chaincode(String value) {
        var equals = value.indexOf('=');
        var name = equals < 0 ? value : value.substring(0, equals);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("--chaincode: '" + name + "' is not a chaincode's name");
        }
        var addresses = new LinkedHashMap<String, String>();
        if (equals >= 0) {
            for (var entry : value.substring(equals + 1).split(",", -1)) {
                var at = entry.indexOf('@');
                if (at <= 0 || !entry.substring(at + 1).matches("[^:]+:[0-9]{1,5}")) {
                    throw new IllegalArgumentException(
                            "--chaincode: '" + entry + "' is not of the form MEMBER@HOST:PORT");
                }
                addresses.put(entry.substring(0, at), entry.substring(at + 1));
            }
        }
        return new DevnetConfig.Chaincode(name, addresses, Optional.empty());
    }

    private DevnetConfig config() {
        var home = single.get("--home");
        if (home == null) {
            throw new IllegalArgumentException("--home is missing");
        }
        var config = DevnetConfig.at(Path.of(home)).withChannel(single.getOrDefault("--channel", "clearing"));
        if (!chaincodes.isEmpty()) {
            config = config.withChaincodes(chaincodes);
        }
        config = config.withBatchTimeout(Duration.ofMillis(number("--batch-timeout", 200, 1, 60_000)))
                .withTimeouts(
                        Duration.ofMillis(number("--execute-timeout", 30_000, 1, 600_000)), config.connectTimeout());
        return single.containsKey("--port-base")
                ? config.withPortBase(number("--port-base", 0, 1024, PORT_MAX))
                : config;
    }

    private int number(String name, int otherwise, int min, int max) {
        var text = single.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' is not a number", e);
        }
        throw new IllegalArgumentException(name + ": " + text + " is not in " + min + " to " + max);
    }
}
