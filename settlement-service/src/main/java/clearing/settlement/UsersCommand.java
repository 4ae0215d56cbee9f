package clearing.settlement;

import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.UserRole;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The users of one member's service. */
@Command(name = "users", mixinStandardHelpOptions = true, description = "Adds and lists the people who may sign in.")
final class UsersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new ConfigException("say what to do: users add, users limit or users list");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds a user, or gives one another password and other roles. The password is asked for, or read from the first"
                            + " line of the input; it is never an argument.")
    int add(
            @Option(names = "--config", required = true, paramLabel = "FILE") Path config,
            @Option(names = "--name", required = true) String name,
            @Option(names = "--role", required = true, description = "viewer, operator, approver, auditor; repeatable")
                    List<String> roles)
            throws IOException {
        Set<UserRole> given = EnumSet.noneOf(UserRole.class);
        for (String word : roles) {
            given.add(UserRole.ofWord(word)
                    .orElseThrow(() -> new ConfigException(
                            "--role: " + word + " is none of viewer, operator, approver, auditor")));
        }
        char[] password = password();
        try {
            withAccess(config, access -> {
                access.put("command line", name, password, given);
                return true;
            });
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    @Command(
            name = "limit",
            mixinStandardHelpOptions = true,
            description = "Lets a user work for some of the member's accounts only; without --account for all again.")
    int limit(
            @Option(names = "--config", required = true, paramLabel = "FILE") Path config,
            @Option(names = "--name", required = true) String name,
            @Option(names = "--account", description = "own account, such as HOUSE; repeatable") @Nullable
                    List<String> accounts) {
        Set<String> given = accounts == null ? Set.of() : Set.copyOf(accounts);
        if (!withAccess(config, access -> access.limit("command line", name, given))) {
            throw new ConfigException("--name: there is no user " + name);
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists users and roles.")
    int list(@Option(names = "--config", required = true, paramLabel = "FILE") Path config) {
        withAccess(config, access -> {
            access.users()
                    .forEach(user -> System.out.println(user.name() + " "
                            + String.join(
                                    ",",
                                    user.roles().stream()
                                            .map(UserRole::word)
                                            .sorted()
                                            .toList())));
            return true;
        });
        return 0;
    }

    private static <T> T withAccess(Path file, java.util.function.Function<Access, T> work) {
        ServiceConfig config = ServiceConfig.read(file);
        SecureRandom random = new SecureRandom();
        try (Databases databases = new Databases();
                Database database = Database.open(databases.of(config), 2)) {
            AuditLog audit = new AuditLog(Clock.systemUTC());
            return work.apply(new Access(
                    database, audit, new Passwords(random, Passwords.ITERATIONS), Clock.systemUTC(), random));
        }
    }

    private static char[] password() throws IOException {
        @Nullable Console console = System.console();
        if (console != null) {
            return console.readPassword("Password: ");
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new ConfigException("no password was given");
        }
        return line.toCharArray();
    }
}
