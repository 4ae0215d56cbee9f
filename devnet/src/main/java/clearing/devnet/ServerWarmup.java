package clearing.devnet;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what a server needs (some thousand classes and a native library) while the main thread makes keys or reads the chain.
 */
final class ServerWarmup {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWarmup.class);

    private ServerWarmup() {}

    /** Begins on a thread of its own, which nobody has to wait for. */
    static void begin() {
        Thread.ofPlatform().daemon().name("server-warmup").start(ServerWarmup::run);
    }

    private static void run() {
        try {
            boolean nativeTls = OpenSsl.isAvailable();
            var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .build()
                    .start();
            server.shutdownNow();
            LOG.debug("servers are loaded, native TLS {}", nativeTls);
        } catch (IOException e) {
            LOG.debug("servers could not be loaded ahead", e);
        }
    }
}
