package clearing.settlement.desk.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that changes to TLS when it is asked to, and remembers what it was told before and after. */
final class StartTlsServer implements AutoCloseable {
    private final ServerSocket listening;
    private final SSLContext tls;
    private final boolean refuses;
    private final List<String> openly = new CopyOnWriteArrayList<>();
    private final List<String> within = new CopyOnWriteArrayList<>();

    private StartTlsServer(Path keys, String password, boolean refuses) {
        this.refuses = refuses;
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, password.toCharArray());
            tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    static StartTlsServer start(Path keys, String password) {
        return new StartTlsServer(keys, password, false);
    }

    /** One that knows no mailbox. */
    static StartTlsServer refusing(Path keys, String password) {
        return new StartTlsServer(keys, password, true);
    }

    int port() {
        return listening.getLocalPort();
    }

    List<String> openly() {
        return List.copyOf(openly);
    }

    List<String> within() {
        return List.copyOf(within);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                say(socket, "220 here");
                if (talk(socket, openly, "250-here\r\n250 STARTTLS")) {
                    SSLSocket kept = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
                    kept.setUseClientMode(false);
                    talk(kept, within, "250-here\r\n250 AUTH PLAIN");
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
                continue;
            }
        }
    }

    /** Until the client goes, or wants TLS. */
    private boolean talk(Socket socket, List<String> heard, String hello) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(socket, "250 taken");
                }
                continue;
            }
            heard.add(line);
            String word = line.toUpperCase(Locale.ROOT).split(" ", 2)[0];
            switch (word) {
                case "EHLO" -> say(socket, hello);
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    return true;
                }
                case "AUTH" -> say(socket, "235 welcome");
                case "RCPT" -> say(socket, refuses ? "550 5.1.1 no such person as you say" : "250 fine");
                case "DATA" -> {
                    say(socket, "354 go on");
                    data = true;
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return false;
                }
                default -> say(socket, "250 fine");
            }
        }
        return false;
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
