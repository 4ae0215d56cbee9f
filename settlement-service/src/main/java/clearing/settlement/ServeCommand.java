package clearing.settlement;

import clearing.settlement.api.Contract;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.stress.StressTerms;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service of one or several members until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the settlement service of each configured member. Prints READY and the addresses.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int SLOW_MILLIS = 500;
    private static final int CONTRACT_SECONDS = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of one member; several members run in one process when it is repeated.")
    private List<Path> configs = new ArrayList<>();

    @Option(
            names = "--demo-users",
            description = "Makes a user per role with a new random password and prints them. For demonstrations.")
    private boolean demoUsers;

    @Option(
            names = "--demo-users-file",
            paramLabel = "FILE",
            description =
                    "Writes the users of --demo-users to this file, readable by its owner alone, and does not print them.")
    private @Nullable Path demoUsersFile;

    @Option(
            names = "--stress-at",
            paramLabel = "HH:MM",
            defaultValue = "01:30",
            description =
                    "When cover-1 and cover-2 are held against the live book, once a night: time of the constitution's"
                            + " first lane, or off. Where members have agreed no default rule, nothing is run. Default: ${DEFAULT-VALUE}.")
    private String stressAt = "01:30";

    @Option(
            names = "--stress-shock",
            paramLabel = "SHOCK",
            description = "Moves prices first, such as 'HKD security -20%%'. May be repeated.")
    private List<String> stressShocks = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        StressTerms stress = stress();
        List<ServiceConfig> all = configs.stream().map(ServiceConfig::read).toList();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> closeAll(open), "shutdown");
        try {
            List<MemberService> services = start(all, stress, open);
            Runtime.getRuntime().addShutdownHook(hook);
            announce(services);
            stopped.await();
            return 0;
        } catch (RuntimeException | Error e) {
            closeAll(open);
            throw e;
        }
    }

    private StressTerms stress() {
        try {
            return StressTerms.of(stressAt, stressShocks);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(here().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private CommandSpec here() {
        CommandSpec here = spec;
        if (here == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        return here;
    }

    private List<MemberService> start(List<ServiceConfig> all, StressTerms stress, Deque<AutoCloseable> open)
            throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(SLOW_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        open.push(() -> vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
        Databases databases = new Databases();
        open.push(databases);
        Future<Contract> loading = Contract.load(vertx).toCompletionStage().toCompletableFuture();
        List<MemberService> services = new ArrayList<>();
        // One after the other: the first start initialises the classes that all share, and the others are quick then.
        for (ServiceConfig config : all) {
            DatabaseAddress address = databases.of(config);
            MemberService started =
                    MemberService.start(config, address, vertx, contract(loading), stress, Clock.systemUTC());
            open.push(started);
            services.add(started);
            LOG.info("{} listens on {}", started.member(), started.url());
        }
        return services;
    }

    private static Contract contract(Future<Contract> loading) throws InterruptedException {
        try {
            return loading.get(CONTRACT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the API's document cannot be read", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the API's document was not read in time", e);
        }
    }

    private void announce(List<MemberService> services) {
        DemoUsers users = new DemoUsers();
        if (demoUsers) {
            services.forEach(users::make);
        }
        java.io.PrintWriter out = here().commandLine().getOut();
        Path file = demoUsersFile;
        if (demoUsers && file != null) {
            users.write(file);
        } else {
            users.print(out);
        }
        out.println("READY");
        services.forEach(service -> out.println(service.member() + " " + service.url()));
        out.flush();
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("a part did not stop in order: " + e.getMessage());
            }
        }
    }
}
