package clearing.settlement.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server of this process with its files kept in a folder: {@code data}, {@code password} (owner only),
 * {@code postgres.log} and {@code lock}. It listens on the loopback address alone, with password sign-in, and runs in
 * a session of its own, so it outlives a killed service; the next start finds it and goes on with it.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final String USER = "clearing";
    private static final int ATTEMPTS = 5;
    private static final int START_SECONDS = 60;

    private final Path home;
    private final Path programs;
    private final FileChannel lockFile;
    private final String password;
    private final List<String> furtherOptions;
    private int port;

    private EmbeddedCluster(
            Path home, Path programs, FileChannel lockFile, String password, List<String> furtherOptions) {
        this.home = home;
        this.programs = programs;
        this.lockFile = lockFile;
        this.password = password;
        this.furtherOptions = List.copyOf(furtherOptions);
    }

    /**
     * Starts the server of this folder, or takes over one that a killed service left running.
     *
     * @param home the folder; made when missing
     * @param cache where unpacked programs are kept for all clusters of this user
     * @return the running server; close it to stop it
     * @throws StorageException when another process holds the folder or the server does not start
     */
    public static EmbeddedCluster start(Path home, Path cache) {
        return start(home, cache, List.of());
    }

    /** The same with further options of the server, which win over its own. */
    static EmbeddedCluster start(Path home, Path cache, List<String> options) {
        try {
            Files.createDirectories(home);
            FileChannel lockFile = hold(home.resolve("lock"));
            Path programs = PostgresBinaries.unpacked(cache);
            EmbeddedCluster cluster =
                    new EmbeddedCluster(home, programs, lockFile, secret(home.resolve("password")), options);
            cluster.initialise();
            cluster.startOrAdopt();
            return cluster;
        } catch (IOException e) {
            throw new StorageException("cannot use the database folder " + home + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while the database started", e);
        }
    }

    /** The port that the server listens on, on the loopback address. */
    public int port() {
        return port;
    }

    /**
     * The database of that name, made when missing.
     *
     * @param name lower-case letters, digits and underscores
     * @return its address
     */
    public DatabaseAddress database(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return address(name);
                }
            }
            statement.execute("create database " + name);
            return address(name);
        } catch (SQLException e) {
            throw new StorageException("cannot make the database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Stops the server in order, open transactions rolled back, and frees the folder. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            LOG.warn("the embedded database did not stop in order: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
        }
    }

    /** Frees the folder and leaves the server running, as a killed process would. */
    void abandon() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("the lock of {} could not be closed: {}", home, e.getMessage());
        }
    }

    private static FileChannel hold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("held by this very process", e);
        }
        channel.close();
        throw new StorageException("another service uses the database folder " + file.getParent()
                + ": stop it or configure another folder");
    }

    private static String secret(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, made, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    /** Made under another name and renamed, so a half-made cluster is never taken for one. */
    private void initialise() throws IOException, InterruptedException {
        Path data = home.resolve("data");
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = home.resolve("data.new");
        PostgresBinaries.deleteTree(fresh);
        LOG.info("making an embedded database in {}", home);
        run(
                "initdb",
                List.of(
                        "-D",
                        fresh.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "-E",
                        "UTF8",
                        "--no-locale",
                        "--pwfile",
                        home.resolve("password").toString()));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void startOrAdopt() throws IOException, InterruptedException {
        Optional<Running> left = running();
        if (left.isPresent()) {
            port = left.get().port();
            if (answers()) {
                LOG.info("taking over the embedded database that runs on port {}", port);
                return;
            }
            LOG.warn("the embedded database on port {} does not answer and is restarted", port);
            stop();
        }
        StorageException last = new StorageException("the embedded database was not started");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = freePort();
            try {
                run("pg_ctl", startArguments());
                LOG.info("the embedded database of {} runs on port {}", home, port);
                return;
            } catch (StorageException e) {
                // Somebody may have taken the port between the look and the start.
                last = e;
            }
        }
        throw last;
    }

    private List<String> startArguments() {
        String options = String.join(
                " ",
                "-p " + port,
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=",
                "-c max_connections=150",
                "-c shared_buffers=128MB",
                "-c wal_level=minimal",
                "-c max_wal_senders=0",
                "-c max_wal_size=1GB",
                "-c io_method=sync",
                "-c jit=off",
                "-c timezone=UTC",
                "-c log_timezone=UTC",
                "-c idle_in_transaction_session_timeout=120s",
                String.join(" ", furtherOptions));
        return List.of(
                "start",
                "-w",
                "-t",
                Integer.toString(START_SECONDS),
                "-D",
                home.resolve("data").toString(),
                "-l",
                home.resolve("postgres.log").toString(),
                "-o",
                options);
    }

    private void stop() throws IOException, InterruptedException {
        run(
                "pg_ctl",
                List.of("stop", "-w", "-m", "fast", "-D", home.resolve("data").toString()));
    }

    private record Running(long pid, int port) {}

    /** Reads postmaster.pid: the process id is on line 1, the port on line 4. A recycled id is told by its command. */
    private Optional<Running> running() throws IOException {
        Path file = home.resolve("data").resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).strip());
        boolean ours = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
        return ours ? Optional.of(new Running(pid, Integer.parseInt(lines.get(3).strip()))) : Optional.empty();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            LOG.info("the left embedded database refuses: {}", e.getMessage());
            return false;
        }
    }

    private Connection connect() throws SQLException {
        DatabaseAddress address = address("postgres");
        Properties options = new Properties();
        options.setProperty("user", address.user());
        options.setProperty("password", address.password());
        // A server that takes the connection and says nothing must not hold up the start for good.
        options.setProperty("connectTimeout", "10");
        options.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(address.url(), options);
    }

    private DatabaseAddress address(String name) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, password);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name", "").equals("root")) {
            // PostgreSQL refuses to run as root; a user namespace gives it an unprivileged id of its own.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        Path output = Files.createTempFile(home, program, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(START_SECONDS + 30L, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new StorageException(program + " failed: "
                        + Files.readString(output, StandardCharsets.UTF_8).strip() + " (see "
                        + home.resolve("postgres.log") + ")");
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
