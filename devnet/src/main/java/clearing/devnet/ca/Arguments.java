package clearing.devnet.ca;

import java.io.Serial;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the command line asks of the certificate authority.
 *
 * @param command {@code make} or {@code show}
 * @param home the ledger home
 * @param hosts names and addresses of the nodes; the first is the server name in the profiles
 * @param days validity of what is issued, in days
 * @param channel the channel's name in the profiles
 * @param chaincode the chaincode's name in the profiles
 * @param nodes the members with nodes and where these answer; empty for the sample consortium without profiles
 * @param readers the members without nodes
 * @param json whether {@code show} prints JSON
 */
record Arguments(
        String command,
        LedgerHome home,
        List<String> hosts,
        long days,
        String channel,
        String chaincode,
        List<ConnectionProfile.Node> nodes,
        List<String> readers,
        boolean json) {

    static final String USAGE = """
            usage: CertificateAuthorityMain make --home DIR [--node MEMBER=GATEWAY,CHAINCODE_SERVER]... [--reader MEMBER]...
                                                 [--host NAME]... [--days N] [--channel NAME] [--chaincode NAME]
                   CertificateAuthorityMain show --home DIR [--json]

            make  adds the keys and certificates that the home does not have yet and keeps those it has; with --node it
                  writes the connection profiles too. Without --node and --reader: the sample consortium.
            show  lists the certificates with the days they are still valid; exits 3 if one ends within 30 days.
            """;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}");

    /** A command line that says something else than {@link #USAGE}. */
    static final class UsageException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("a command is missing");
        }
        var command = words.get(0);
        if (!command.equals("make") && !command.equals("show")) {
            throw new UsageException("unknown command '" + command + "'");
        }
        return new Options().read(words.subList(1, words.size())).arguments(command);
    }

    /** Gathers options one by one. */
    private static final class Options {

        private String home = "";
        private final List<String> hosts = new ArrayList<>();
        private long days = CertificateAuthority.DEFAULT_DAYS;
        private String channel = "clearing";
        private String chaincode = "clearing";
        private final List<String> nodes = new ArrayList<>();
        private final List<String> readers = new ArrayList<>();
        private boolean json;

        Options read(List<String> words) throws UsageException {
            var rest = words.iterator();
            while (rest.hasNext()) {
                var option = rest.next();
                if (option.equals("--json")) {
                    json = true;
                } else if (rest.hasNext()) {
                    take(option, rest.next());
                } else {
                    throw new UsageException("option '" + option + "' is unknown or has no value");
                }
            }
            return this;
        }

        private void take(String option, String value) throws UsageException {
            switch (option) {
                case "--home" -> home = value;
                case "--host" -> hosts.add(value);
                case "--days" -> days = number(value);
                case "--channel" -> channel = value;
                case "--chaincode" -> chaincode = value;
                case "--node" -> nodes.add(value);
                case "--reader" -> readers.add(value);
                default -> throw new UsageException("unknown option '" + option + "'");
            }
        }

        private static long number(String value) throws UsageException {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new UsageException("--days '" + value + "' is not a whole number");
            }
        }

        Arguments arguments(String command) throws UsageException {
            if (home.isEmpty()) {
                throw new UsageException("--home is missing");
            }
            var names = hosts.isEmpty() ? List.of("localhost", "127.0.0.1", "::1") : List.copyOf(hosts);
            var located = new ArrayList<ConnectionProfile.Node>();
            for (var node : nodes) {
                located.add(node(node, names.get(0)));
            }
            try {
                var folder = new LedgerHome(Path.of(home).toAbsolutePath().normalize());
                return new Arguments(
                        command, folder, names, days, channel, chaincode, located, List.copyOf(readers), json);
            } catch (InvalidPathException e) {
                throw new UsageException("--home '" + home + "' is not a path");
            }
        }

        private static ConnectionProfile.Node node(String text, String serverName) throws UsageException {
            var equals = text.indexOf('=');
            var comma = text.indexOf(',', equals + 1);
            if (equals < 1 || comma < 0) {
                throw new UsageException("--node '" + text + "' is not MEMBER=HOST:PORT,HOST:PORT");
            }
            var gateway = text.substring(equals + 1, comma);
            var chaincodeServer = text.substring(comma + 1);
            if (!ADDRESS.matcher(gateway).matches()
                    || !ADDRESS.matcher(chaincodeServer).matches()) {
                throw new UsageException("--node '" + text + "' has an address that is not HOST:PORT");
            }
            return new ConnectionProfile.Node(text.substring(0, equals), gateway, serverName, chaincodeServer);
        }
    }
}
